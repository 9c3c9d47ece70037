internal import LayBounds

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program of the machine that Lay leaves work to, with its output in files.
struct HostProgram {
    /// The status; 127 for a program that is not there.
    let status: Int32
    let output: String
    let errors: String

    /// Runs words as a program, found along the machine's `PATH`, and waits for its end.
    ///
    /// - Parameter directory: where its output is kept while it runs.
    /// - Throws: `BoundReached` when the run was cancelled; `Complaint` when it cannot be started.
    static func run(_ words: [String], in directory: String) throws -> HostProgram {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let files = ["\(directory)/out", "\(directory)/err"]
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (number, file) in files.enumerated() {
            posix_spawn_file_actions_addopen(
                &actions, Int32(number + 1), file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        // It asks nobody for a password, speaks the words that are read here, and gives the same bytes
        // whatever the user's git does to ends of lines.
        let variables =
            ["PATH", "HOME", "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy"]
            .compactMap { name in Machine.variable(name).map { "\(name)=\($0)" } }
            + [
                "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
                "LC_ALL=C",
            ]
        var arguments = words.map { strdup($0) } + [nil]
        var environment = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var process = pid_t()
        let problem = posix_spawnp(
            &process, words[0], &actions, nil, &arguments, &environment)
        if problem == ENOENT {
            return HostProgram(status: 127, output: "", errors: "\(words[0]): not found")
        }
        guard problem == 0 else {
            throw Complaint(
                message: "cannot start \(words[0]): \(String(cString: strerror(problem)))")
        }
        var status: Int32 = 0
        var isEnded = false
        while waitpid(process, &status, 0) == -1 {
            guard errno == EINTR else { break }
            if Interruption.endsRun, !isEnded {
                isEnded = true
                kill(process, SIGTERM)
            }
        }
        if Interruption.endsRun { throw BoundReached(.cancelled, "the run was cancelled") }
        let texts = files.map { Self.text(of: $0) }
        return HostProgram(
            status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f,
            output: texts[0], errors: texts[1])
    }

    private static func text(of file: String) -> String {
        let number = open(file, O_RDONLY | O_CLOEXEC)
        if number < 0 { return "" }
        defer { close(number) }
        return String(decoding: (try? Terminal.contents(of: number)) ?? [], as: UTF8.self)
    }
}
