internal import ArgumentParser
internal import LayArchive
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayWorld

/// `lay context ls`: what a build would be sent.
struct ContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context",
        abstract: "Tell what a build context holds.",
        subcommands: [List.self])

    /// `lay context ls [DIR]`
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ls",
            abstract: "List the files of a context that a build can copy.",
            discussion: """
                With --all also what the ignore file leaves out, each with the line that decided.

                Exit status: 0; 1 for a directory that is none; 2 for wrong usage.

                Example:
                  lay context ls --all .
                """)

        @Flag(name: .shortAndLong, help: "Show what is ignored too, and the line that decided.")
        var all = false

        @Option(
            name: [.customShort("f"), .customLong("file")],
            help: ArgumentHelp("The Dockerfile, whose own ignore file counts.", valueName: "path"))
        var file: String?

        @Argument(help: ArgumentHelp("The directory.", valueName: "dir"))
        var directory = "."

        func run() throws {
            let machine = try Machine(try Grants.parse([]))
            let inputs = BuildInputs(machine, World())
            let context = try inputs.context(
                directory, dockerfile: file ?? "\(directory)/Dockerfile")
            for item in try context.listing(entersIgnored: all) {
                if item.fate == .ignored, !all { continue }
                let slash = item.kind == .directory ? "/" : ""
                let path = String(item.path.description.dropFirst()) + slash
                guard all else {
                    Terminal.line(path)
                    continue
                }
                let mark = item.fate == .ignored ? "ignored" : "sent   "
                let line = item.line.map { "   line \($0.number): \($0.text)" } ?? ""
                Terminal.line("\(mark)  \(path)\(line)")
            }
        }
    }
}
