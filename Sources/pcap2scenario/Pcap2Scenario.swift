import ArgumentParser
import Scenario

/// The command line: `pcap2scenario FILE` converts, everything else is a subcommand.
@main
struct Pcap2Scenario: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pcap2scenario",
    abstract: "Turns a capture of SIP and RTP into a pair of scenarios that replay it.",
    usage: """
      pcap2scenario <capture> [-out <folder>] [-sip-port <port>] [--call <N|call-id>] [--leg <N>]
                    [--target \(RuleCatalog.targets.joined(separator: "|"))] [--rules <file> ...] [--templates <folder> ...]
                    [--format <format> ...] [--filter <expression>] [--force] [--json] [--strict]
      pcap2scenario <capture> --all [--from <text>] [--to <text>] [--method <method>] [--outcome <outcome>]
                    [--since <time>] [--until <time>] ...
      pcap2scenario calls <capture> [--sip-port <port>] [--from <text>] ... [--filter <expression>] [--json] [--strict]
      pcap2scenario show <capture> [--call <N|call-id>] [--leg <N>] [--rules <file> ...] [--html <file>] [--force]
                    [--templates <folder> ...] [--filter <expression>] [--json] [--strict]
      pcap2scenario model <capture> [--call <N|call-id>] [--from <text>] ... [--filter <expression>] [--strict]
      pcap2scenario verify <capture> [--call <N|call-id>] [--rules <file> ...] [--templates <folder> ...]
                    [--engine <sipp>] [--keep <folder>] [--json]
      pcap2scenario check <scenario> ... [--target <target>] [--json] [--strict]
      pcap2scenario rules check|show|explain|test|init|schema ...
      pcap2scenario templates list|show|eject|check|fields ...
      """,
    discussion: """
      The caller's scenario (scenario_uac.xml), the callee's (scenario_uas.xml) and what each of them said \
      (caller_rtp.pcap, callee_rtp.pcap) are written to the output folder (-out or --out; the current one), and the two \
      commands that replay them are printed.

      What a captured value becomes is decided by rules, how a scenario looks by templates; both can be overridden \
      without a compiler. 'pcap2scenario help convert' explains every option. A capture that is called like a \
      subcommand is given as ./calls.
      """,
    version: version,
    subcommands: [
      Convert.self, Calls.self, Show.self, Model.self, Verify.self, Check.self, Rules.self, TemplateCommands.self,
    ],
    defaultSubcommand: Convert.self
  )

  /// The version of this program.
  static let version = "0.1.0"
}
