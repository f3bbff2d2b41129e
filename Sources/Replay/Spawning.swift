private import Glibc

/// What it takes to start a program: its files instead of a terminal, and no signal blocked.
package struct Spawning {
  let executable: String
  let arguments: [String]
  let output: String
  let errors: String

  /// - Parameters:
  ///   - executable: the path of the program.
  ///   - arguments: what follows its name.
  ///   - output: the file that its standard output goes to.
  ///   - errors: the file that its standard error goes to.
  package init(executable: String, arguments: [String], output: String, errors: String) {
    self.executable = executable
    self.arguments = arguments
    self.output = output
    self.errors = errors
  }

  /// The system's reason why a program could not be started.
  package struct Refused: Error {
    package let executable: String
    /// The number of the error, `ENOENT`.
    package let reason: Int32
  }

  /// Starts the program and gives back its process.
  ///
  /// Throws `Refused`.
  package func start() throws(Refused) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A child inherits what its parent blocks and ignores: an interrupt would never reach it.
    var none = sigset_t()
    var every = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&every)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &every)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words = unsafe ([executable] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let reason = unsafe posix_spawn(&process, executable, &actions, &attributes, &words, environ)
    guard reason == 0 else { throw Refused(executable: executable, reason: reason) }
    return process
  }
}
