internal import ArgumentParser
internal import LayFiles
internal import LayImages

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The command line: `lay`, `lay FILE [ARGUMENTS]`, `lay -e CODE`.
public enum CommandLineTool {
    /// Runs the tool with the process's arguments and ends the process: 0, 1 for a script's error,
    /// 2 for wrong usage.
    public static func run() {
        do {
            let command = try LayCommand.parse(
                splitOptions(Array(CommandLine.arguments.dropFirst())))
            exit(command.execute())
        } catch {
            let code = LayCommand.exitCode(for: error)
            if code.isSuccess {
                print(LayCommand.fullMessage(for: error))
                exit(0)
            }
            Terminal.error(LayCommand.fullMessage(for: error))
            exit(2)
        }
    }

    /// `--allow-read` alone allows everything, so it gets the root as its value; what follows the
    /// script belongs to the script.
    static func splitOptions(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if ["--allow-read", "--allow-write"].contains(argument) {
                result.append(argument + "=/")
            } else if argument == "--allow-env" {
                result.append(argument + "=*")
            } else if ["-e", "--eval", "--world", "--archive-limit"].contains(argument) {
                result.append(argument)
                if let value = rest.popFirst() { result.append(value) }
            } else if argument.hasPrefix("-") {
                result.append(argument)
            } else {
                result.append("--")
                result.append(argument)
                result += rest
                break
            }
        }
        return result
    }
}

/// What the command line says.
struct LayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lay",
        abstract:
            "Runs Lay, the language in which images, layers, containers and volumes are values.",
        usage: """
            lay [OPTIONS] [FILE [ARGUMENTS]]
            lay check FILE…
            lay test FILE…
            """,
        discussion:
            "Without FILE and -e it reads commands from the terminal. 'lay check' looks for mistakes without running anything; 'lay test' runs the files' test blocks. A script may read below the working directory; everything else needs a grant.",
        version: "lay 0.1.0")

    @Option(name: [.customShort("e"), .customLong("eval")], help: "Run this text.")
    var code: String?

    @Option(
        help: """
            Work in the world saved in this directory, and save it when the script succeeds. The \
            script may read and write in it.
            """)
    var world: String?

    @Option(
        name: .customLong("allow-read"),
        help: "Let the script read below PATH (everything without =PATH).")
    var readable: [String] = []

    @Option(
        name: .customLong("allow-write"),
        help: "Let the script write below PATH (everything without =PATH).")
    var writable: [String] = []

    @Option(
        name: .customLong("allow-env"),
        help: "Let the script read the variable NAME (all without =NAME).")
    var variables: [String] = []

    @Flag(name: .customLong("allow-clock"), help: "Let the script read the clock.")
    var clock = false

    @Option(
        name: .customLong("archive-limit"),
        help: "Read archives of up to SIZE, as in 64g (16g without it).",
        transform: Self.size)
    var archiveLimit: Int?

    @Flag(
        name: .customLong("show-bytecode"),
        help: "Print what the script is compiled to, and do not run it.")
    var showsBytecode = false

    @Argument(help: "The script and its arguments.")
    var arguments: [String] = []

    private static func size(_ text: String) throws -> Int {
        guard let size = ByteSize.docker(text), size > 0 else {
            throw ValidationError("'\(text)' is no size; write one as in 64g or 500m")
        }
        return size
    }

    func execute() -> Int32 {
        let status = Runner(self).run()
        // With the lock released.
        return Interruption.isPending ? Interruption.exit() : status
    }
}
