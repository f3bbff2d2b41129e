private import CCommit
import Diagnostics
private import Glibc

/// Changes of folders that happen together: all of them, or none.
///
/// What is guaranteed, once `carryOut` was called:
///
/// - When a step fails, those before it are undone: every file is what it was.
/// - `kill -9`, of this process or of its group, does not stop it half-way: a process of its own, in a session of its own,
///   carries out the steps. Before that nothing has changed, after it everything; the steps themselves take microseconds.
/// - A folder that is new appears by one rename: no moment shows it incomplete, not even to a machine that loses power.
///
/// What is not: files that replace others in a folder are renamed one after another. Whoever kills every process of the
/// machine, or cuts its power, between two of these renames finds files of both runs; each of them is whole.
struct Commit {
  private struct Step {
    let from: String?
    let to: String
    let spare: String?
  }

  private var steps: [Step] = []

  /// Puts what was written at `staged` into its place.
  ///
  /// - Parameter spare: where the file that stands there is kept until all is done; nil for a place that is free.
  mutating func put(_ staged: String, at place: String, spare: String?) {
    steps.append(Step(from: staged, to: place, spare: spare))
  }

  /// Takes the file at `place` away.
  mutating func remove(_ place: String, spare: String) {
    steps.append(Step(from: nil, to: place, spare: spare))
  }

  /// Does it all.
  ///
  /// Throws `Failure` (`refused`) when the system refuses a step; nothing has changed then.
  func carryOut() throws(Failure) {
    let texts = unsafe steps.map { step in
      unsafe [step.from, step.to, step.spare].map { text in unsafe text.flatMap { unsafe strdup($0) } }
    }
    defer { unsafe texts.joined().forEach { unsafe free($0) } }
    let list = unsafe texts.map { unsafe commit_step(from: $0[0], to: $0[1], spare: $0[2]) }
    var failed = 0
    let reason = unsafe list.withUnsafeBufferPointer { list in
      unsafe commit_apart(list.baseAddress, list.count, &failed)
    }
    guard reason != 0 else { return }
    errno = reason
    throw Failure.unwritable(steps.indices.contains(failed) ? steps[failed].to : "")
  }
}
