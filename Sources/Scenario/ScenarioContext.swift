import Dialog
import RuleEngine
import Templates
import Wire

/// Turns a plan into the fields of `ScenarioSchema`.
struct ScenarioContext {
  private let plan: Plan
  private let call: Call
  private let quoting: Quoting

  init(_ plan: Plan, of call: Call, target: Target) {
    self.plan = plan
    self.call = call
    quoting = Quoting(target)
  }

  var fields: [String: Value] {
    [
      "capture": .bytes(Array(plan.capture.utf8)),
      "call_id": .bytes(Array(call.callID.utf8)),
      "role": .text(plan.role == .caller ? "uac" : "uas"),
      "learns_dialog": .flag(plan.learnsDialog),
      "learns_target": .flag(plan.learnsTarget),
      "learns_rseq": .flag(
        plan.steps.contains {
          if case .receive(let receive) = $0.kind { receive.isReliable } else { false }
        }
      ),
      "saved": .list(plan.savedRequests.map { .group(["number": .text(String($0))]) }),
      "saved_tags": .list(plan.savedTags.map { .group(["number": .text(String($0))]) }),
      "steps": .list(plan.steps.enumerated().map { .group(fields(of: $1, waited: waited(at: $0))) }),
    ]
  }

  /// Longer waits than this in the capture, in milliseconds, deserve a word to engines that give up early.
  private static let longWait = 4000
  /// What a replay may need on top, in milliseconds.
  private static let patience = 30_000

  /// For how many milliseconds the role had to wait for this step in the capture.
  private func waited(at index: Int) -> Int {
    guard index > 0 else { return 0 }
    return (plan.steps[index].at - plan.steps[index - 1].at) / 1000
  }

  private func fields(of step: Step, waited: Int) -> [String: Value] {
    var fields: [String: Value] = [
      "frame": .text(step.frame.map(String.init) ?? ""),
      "time": .text(Duration.microseconds(step.at).seconds),
      "plays": .list(
        step.actions.compactMap { action in
          guard case .play(let file, let kind) = action else { return nil }
          return .group(["media": .text(kind), "file": .text(file)])
        }
      ),
      "stops": .flag(step.actions.contains(.stop)),
      "has_actions": .flag(!step.actions.isEmpty),
    ]
    switch step.kind {
    case .send(let send): fields.merge(self.fields(of: send)) { $1 }
    case .receive(let receive):
      fields.merge(self.fields(of: receive, has: step.actions, waited: waited)) { $1 }
    case .pause(let milliseconds):
      fields["kind"] = .text("pause")
      fields["milliseconds"] = .text(String(milliseconds))
    case .act: fields["kind"] = .text("act")
    }
    return fields
  }

  private func fields(of send: Step.Send) -> [String: Value] {
    let text = quoting.text(of: send.message)
    return [
      "kind": .text("send"),
      "title": .bytes(Array(send.title.utf8).withoutCommentEnd),
      "method": .bytes(Array(send.method.utf8)),
      "status": .text(send.status.map(String.init) ?? ""),
      "lines": .list(text.lines.map { .group(["text": .bytes($0), "blank": .flag($0.isEmpty)]) }),
      "tail": .bytes(text.tail),
      "retransmit": .text(send.retransmit.map(String.init) ?? ""),
    ]
  }

  private func fields(of receive: Step.Receive, has actions: [MediaAction], waited: Int) -> [String: Value] {
    let isLong = waited > Self.longWait && !receive.isOptional
    return [
      "kind": .text("receive"),
      "title": .bytes(Array(receive.title.utf8).withoutCommentEnd),
      "request": .bytes(Array((receive.request ?? "").utf8)),
      "response": .text(receive.response.map(String.init) ?? ""),
      "optional": .flag(receive.isOptional),
      "challenge": .flag(receive.isChallenge),
      "answers_call": .flag(receive.answers == "INVITE" && (200..<300).contains(receive.response ?? 0)),
      "acknowledges": .flag(receive.request == "ACK"),
      "learns_route": .flag(receive.learnsRoute),
      "learns_dialog": .flag(receive.learnsDialog),
      "learns_target": .flag(receive.learnsRoute && receive.response != nil),
      "learns_rseq": .flag(receive.isReliable),
      "saves": .text(receive.savesAs.map(String.init) ?? ""),
      "saves_tag": .text(receive.savesTag.map(String.init) ?? ""),
      "timeout": .text(isLong ? String(waited + Self.patience) : ""),
      "has_actions": .flag(
        !actions.isEmpty || receive.learnsDialog || receive.isReliable || receive.savesTag != nil
          || receive.learnsRoute && receive.response != nil
      ),
    ]
  }
}

extension [UInt8] {
  /// Text that can stand in an XML comment: captured words may hold `--`, and any control character.
  fileprivate var withoutCommentEnd: [UInt8] {
    var result: [UInt8] = []
    for byte in self where byte >= 0x20 && byte != 0x7F {
      if byte == UInt8(ascii: "-"), result.last == byte { continue }
      result.append(byte)
    }
    return result
  }
}
