internal import ArgumentParser
internal import Lay

/// `lay check FILE…`: reports what is wrong and what is odd.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look for mistakes without running anything.",
        usage: "lay check FILE…",
        discussion: """
            Tells what is wrong for certain, such as unknown names and members, a changed
            'let', arguments that are missing, misnamed or of the wrong type, and warns of
            what is odd: unused variables, hidden names, values that nobody takes, code that
            never runs. FILE may be '-' for the standard input. What it imports has to lie
            below its own directory, or below what --allow-read grants.

            Exit status: 0 when nothing is wrong, whatever is odd; 1 when something is; 2
            for wrong usage or a FILE that cannot be read.

            Example:
              lay check build.lay lib/*.lay
            """)

    @Argument(help: ArgumentHelp("The scripts to be checked.", valueName: "file"))
    var files: [String] = []

    @Flag(
        name: .long,
        help: "Count what fails for some values only, and what is odd, as wrong.")
    var strict = false

    /// Taken, as by `lay` itself; nothing runs, and they are of use for imports alone.
    @OptionGroup(visibility: .hidden)
    var grants: Grants

    @OptionGroup(visibility: .hidden)
    var bounds: LimitOptions

    @Option(help: .hidden)
    var world: String?

    func validate() throws {
        if files.isEmpty {
            throw ValidationError("lay check wants at least one FILE: lay check FILE…")
        }
    }

    func run() throws {
        let machine = try Machine(grants)
        var failed = false
        for file in files {
            let script = try Script(judged: file)
            let host = machine.host(for: script)
            do throws(ScriptError) {
                for warning in try Engine(
                    host: host, limits: bounds.limits
                ).check(script.text, name: script.name, isStrict: strict) {
                    Terminal.error(warning)
                }
            } catch {
                Terminal.error(error.report)
                failed = true
            }
        }
        if failed { throw ExitCode(1) }
    }
}
