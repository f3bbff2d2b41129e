package import Diagnostics

/// A rule file to start from.
package enum RuleStarter {
  /// Its text: what stands behind `#` and a letter or a hyphen right away is a rule to be had by taking the `#` away.
  package static let text = """
    # Rules of our lab. They lie over those of the engine:
    #   pcap2scenario call.pcap --rules lab.yaml
    # What is wrong in this file:        pcap2scenario rules check lab.yaml
    # What finds nothing in a capture:   pcap2scenario rules check lab.yaml --capture call.pcap
    # What becomes of each line and why: pcap2scenario rules explain call.pcap --rules lab.yaml
    # All rules, and who wins:           pcap2scenario rules show lab.yaml
    # The examples below:                pcap2scenario rules test lab.yaml
    rules: 1
    name: lab

    # Ids of rules below that do not apply here, as 'rules show' lists them.
    #disable: [transport-parameter]

    # Folders of templates that go with the rules, relative to this file.
    #templates: ./templates

    # Where (a slot of a message, see 'rules schema'), when, and what stands there instead. Take the '#' away to use one.
    map:
      # Another value.
      - id: lab-agent
        at: user-agent
        when: { message: request }
        set: "lab"
      # A header that confuses the device under test.
      #- id: lab-trace
      #  at: header.X-Trace
      #  drop: true
      # A header more, behind another one.
      #- id: lab-privacy
      #  at: from
      #  when: { role: uac, method: INVITE, message: request }
      #  add: "Privacy: id"
      # A parameter that the device wants.
      #- id: lab-phone
      #  at: request-uri.param.user
      #  when: { role: uac, message: request, in_dialog: false }
      #  param: ";user=phone"
      #  missing: add
      # The captured name instead of the replay's address.
      #- id: lab-host
      #  at: contact.host
      #  when: { role: uac, message: request }
      #  keep: true
      # A number for each call, from a file that is written beside the scenarios.
      #- id: lab-caller
      #  at: from.user
      #  when: { role: uac, message: request }
      #  field: { file: users.csv, column: 0 }

    # Captured lines, and what must become of them.
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
