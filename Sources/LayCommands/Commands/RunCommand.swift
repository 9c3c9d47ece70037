internal import ArgumentParser
internal import Lay

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `lay FILE ARGUMENTS`, `lay -e CODE ARGUMENTS`, and the REPL.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a script, or commands from the terminal.",
        usage: """
            lay [run] [OPTIONS] [FILE [ARGUMENTS]]
            lay [run] [OPTIONS] -e CODE [ARGUMENTS]
            """,
        discussion: """
            Options stand before FILE; what follows it belongs to the script, as host.args.
            FILE may be '-' for the standard input. Behind '--', FILE may have the name of
            a command. Without FILE and -e, commands are read from the terminal; what comes
            from a pipe or a file instead is run as one script.

            A script may read below the working directory; everything else needs a grant.
            It imports files below its own directory, and below what --allow-read grants.

            Exit status: what the script gives to exit(…), else 0 when all went well; 1
            after an error, also when FILE cannot be read or the output cannot be written;
            2 for wrong usage; 128 and the signal's number after a signal, as 130 after
            Ctrl-C.

            Example:
              lay --world my-world --allow-read=assets build.lay app:2.0
            """)

    @Option(
        name: [.customShort("e"), .customLong("eval")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Run this text; several are lines of one program.", valueName: "code"))
    var code: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Work in the world saved in this directory, and save it when the script succeeds. The \
            script may read and write in it.
            """, valueName: "dir"))
    var world: String?

    @Flag(
        name: .customLong("new-world"),
        help: "Let --world make a world in a directory that holds other things.")
    var makesWorld = false

    @OptionGroup(title: "Grants")
    var grants: Grants

    @OptionGroup(title: "Limits")
    var bounds: LimitOptions

    @Flag(
        name: .customLong("show-bytecode"),
        help: "Print what the script is compiled to, and do not run it.")
    var showsBytecode = false

    @Argument(help: ArgumentHelp("The script and its arguments.", valueName: "file"))
    var words: [String] = []

    func run() throws {
        let script = try script()
        let machine = try Machine(grants, world: world)
        let host = machine.host(
            for: script, arguments: Array(code.isEmpty ? words.dropFirst() : words[...]))
        if showsBytecode, let script {
            let listing = try Engine(host: host, limits: bounds.limits).listing(
                of: script.text, name: script.name)
            return Terminal.line(listing)
        }
        Interruption.watch()
        var status: UInt8 = 0
        try machine.withLockedWorld(amongOthers: makesWorld) { opened in
            let engine = Engine(host: host, limits: bounds.limits, world: opened)
            if let script {
                status = try engine.run(script.text, name: script.name)
            } else {
                var session = Session(engine)
                status = session.run()
            }
            // A terminal that is gone takes nothing with it.
            guard let world, script == nil || status == 0 && Terminal.lostOutput == nil else {
                return
            }
            if script == nil { Interruption.leave() }
            try engine.save(to: world)
        }
        if status != 0 { throw ExitCode(Int32(status)) }
    }

    /// What is to be run; `nil` for commands from the terminal.
    private func script() throws(Complaint) -> Script? {
        if !code.isEmpty { return Script(code: code) }
        if let file = words.first {
            do {
                return try Script(file: file)
            } catch {
                // What is not there may be a mistyped command.
                throw access(file, F_OK) == 0 ? error : error.suggestingCommand(for: file)
            }
        }
        return isatty(0) == 1 ? nil : try Script(file: "-")
    }
}
