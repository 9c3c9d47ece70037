internal import ArgumentParser
internal import Lay

/// `lay test FILE…`: runs the files' test blocks, each on a world of its own.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the test blocks of scripts.",
        usage: "lay test [OPTIONS] FILE… [-- ARGUMENTS]",
        discussion: """
            Runs each FILE and then its 'test' blocks, each on a copy of the world as the
            file has left it. FILE may be '-' for the standard input. What follows '--' are
            the scripts' host.args. A test that reaches a limit has failed, and the next
            one runs.

            Exit status: 0 when all tests passed; 1 when one failed, or a FILE ended in an
            error; 2 for wrong usage or a FILE that cannot be read.

            Example:
              lay test --allow-env=IMAGE tests/*.lay -- --fast
            """)

    @Option(
        help: ArgumentHelp(
            "Begin with the world saved in this directory, which stays as it is. The scripts "
                + "may read and write in it.",
            valueName: "dir"))
    var world: String?

    @OptionGroup(title: "Grants")
    var grants: Grants

    @OptionGroup(title: "Limits, for each test")
    var bounds: LimitOptions

    @Argument(help: ArgumentHelp("The scripts with the tests.", valueName: "file"))
    var words: [String] = []

    private var files: [String] { Array(words.prefix { $0 != "--" }) }
    private var arguments: [String] { Array(words.dropFirst(files.count + 1)) }

    func validate() throws {
        if files.isEmpty {
            throw ValidationError("lay test wants at least one FILE: lay test FILE…")
        }
    }

    func run() throws {
        let machine = try Machine(grants, world: world)
        Interruption.watch()
        let world = try machine.openWorld()
        var (passed, failed) = (0, 0)
        for file in files {
            let script = try Script(judged: file)
            let host = machine.host(for: script, arguments: arguments)
            let engine = Engine(
                host: host, limits: bounds.limits, world: machine.copy(of: world))
            do throws(ScriptError) {
                for result in try engine.test(script.text, name: script.name) {
                    if let failure = result.failure {
                        Terminal.line("✘ \(result.name)\n\(failure.report)")
                        failed += 1
                    } else {
                        Terminal.line("✔ \(result.name)")
                        passed += 1
                    }
                }
            } catch {
                Terminal.error(error.report)
                failed += 1
            }
        }
        Terminal.line("\(passed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }
}
