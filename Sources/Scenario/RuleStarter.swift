package import Diagnostics

/// A rule file to start from.
package enum RuleStarter {
  /// Its text.
  package static let text = """
    # Rules of our lab. They lie over those of the engine:
    #   pcap2scenario call.pcap --rules lab.yaml
    # What is wrong is told by 'pcap2scenario rules check lab.yaml', and the examples below are run by
    # 'pcap2scenario rules test lab.yaml'.
    rules: 1
    name: lab

    # Ids of rules below that do not apply here: 'pcap2scenario rules show' lists them.
    # disable: [peer-tag]

    map:
      # Where (a slot of a message), when, and what stands there instead.
      - id: lab-agent
        at: user-agent
        when: { message: request }
        set: "lab"
      # - id: lab-contact
      #   at: contact.uri-param.ob
      #   drop: true
      # - id: lab-user
      #   at: from.user
      #   when: { role: uac, message: request }
      #   field: { file: users.csv, column: 0 }

    examples:
      - captured: "User-Agent: Acme Phone 1.2"
        becomes: "User-Agent: lab"

    """

  /// Writes it to a new file.
  ///
  /// Throws `Failure` (`refused`) when something stands there.
  package static func write(to path: String) throws(Failure) {
    guard !Disk.exists(path) else {
      throw Failure(
        .refused,
        "foreign-file",
        "the file is there already: name another one, or move it away",
        at: Location(file: path)
      )
    }
    try Disk.write(Array(text.utf8), to: path, for: path)
  }
}
