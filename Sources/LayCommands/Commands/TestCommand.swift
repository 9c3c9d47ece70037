internal import ArgumentParser
internal import Lay

/// `lay test FILE…`: runs the files' test blocks, each on a world of its own.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the test blocks of scripts.",
        usage: "lay test [OPTIONS] FILE… [-- ARGUMENTS]",
        discussion: """
            Runs each FILE and its 'test' blocks, each on a copy of the world and of the
            variables as the file has left them. FILE may be '-' for the standard input.
            What follows '--' are the scripts' host.args. A test that reaches a limit or calls exit has failed,
            and the next one runs. What a test prints stands below its name.

            Exit status: 0 when all tests passed; 1 when one failed, or a FILE ended in an
            error or with exit; 2 for wrong usage, a FILE that cannot be read, or when
            there is no test to run.

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

    @Option(
        name: [.customShort("k")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Run the tests whose names hold this text; several are alternatives.",
            valueName: "text"))
    var patterns: [String] = []

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
        let scripts = try files.map { file throws(Complaint) in try Script(judged: file) }
        let world = try machine.openWorld()
        var report = TestReport(nameFiles: scripts.count > 1)
        for script in scripts {
            report.begin(script)
            var host = machine.host(for: script, arguments: arguments)
            host.output = { report.write($0) }
            host.errors = { report.warn($0) }
            let engine = Engine(
                host: host, limits: bounds.limits, world: machine.copy(of: world))
            do throws(ScriptError) {
                try engine.test(
                    script.text, name: script.name, isWanted: isWanted,
                    willRun: { report.willRun($0) }, didRun: { report.didRun($0) })
            } catch {
                report.stop(error)
            }
        }
        try report.finish(patterns: patterns)
    }

    private func isWanted(_ name: String) -> Bool {
        patterns.isEmpty || patterns.contains { name.contains($0) }
    }
}
