internal import ArgumentParser
internal import Lay
internal import LayDisk
internal import LayFiles

/// `lay doc [NAME]`: tells what the language offers.
struct DocCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doc",
        abstract: "Tell what there is, or what is known of a type, a module or a member.",
        usage: """
            lay doc [NAME]
            lay doc --markdown DIRECTORY
            """,
        discussion: """
            Shows what 'help' shows in a script: without NAME the types, functions and
            modules by topic, otherwise a type ('image'), a module ('json') or a member
            ('image.run', or 'run' for all of that name). With --markdown it writes the
            whole reference, a page for each type.

            Exit status: 0; 1 for a NAME that nothing has or a DIRECTORY that cannot be
            written; 2 for wrong usage.

            Example:
              lay doc image.start
            """)

    @Option(
        help: ArgumentHelp("Write the reference into this directory.", valueName: "directory"))
    var markdown: String?

    @Argument(help: ArgumentHelp("What is asked about.", valueName: "name"))
    var name: String?

    func validate() throws {
        if markdown != nil, name != nil {
            throw ValidationError("lay doc takes a NAME or --markdown DIRECTORY, not both")
        }
    }

    func run() throws {
        let engine = Engine()
        guard let markdown else {
            Terminal.line(try name.map { try engine.help(on: $0) } ?? engine.overview)
            return
        }
        let directory = TreePath(markdown.utf8, in: TreePath(Terminal.workingDirectory))
        let files = DiskFileSystem()
        for (name, text) in engine.referencePages {
            try files.put(FileContents(text), at: directory.appending(name: name.utf8))
        }
    }
}
