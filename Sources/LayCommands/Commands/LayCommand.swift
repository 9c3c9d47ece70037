internal import ArgumentParser

/// The root of the commands; a new one is a file beside this, named in the list below.
struct LayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lay",
        abstract: """
            Run Lay, the language in which images, layers, containers and volumes are \
            values.
            """,
        usage: """
            lay [OPTIONS] [FILE [ARGUMENTS]]
            lay [OPTIONS] -e CODE [ARGUMENTS]
            lay COMMAND [OPTIONS] …
            """,
        discussion: """
            'lay' alone reads commands from the terminal, 'lay FILE' runs a script, and
            'lay -e CODE' runs a text. A script may read below the working directory;
            everything else needs a grant: 'lay help run' lists them all.

            Exit status: 0 when all went well, 1 after an error, 2 for wrong usage, or what
            the script gives to exit(…).

            Example:
              lay --allow-write=dist build.lay app:2.0
            """,
        version: "lay 0.1.0",
        subcommands: [
            RunCommand.self, BuildCommand.self, CheckCommand.self, TestCommand.self,
            DocCommand.self, DockerfileCommand.self, ContextCommand.self, ShellCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    static let _errorPrefix: String = "error: "

    /// The words that are commands where a script could stand.
    static let commandNames: [String] =
        configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

    /// The command that the words stand for, the first of which is its name.
    ///
    /// The parser reflects on all commands before it reads a word, which takes longer than a small
    /// script; a command that has no commands below it reads its own words, and the whole tool is
    /// asked only about what that one does not take.
    static func parsed(_ words: [String]) throws -> any ParsableCommand {
        let named = configuration.subcommands.first {
            $0.configuration.commandName == words.first && $0.configuration.subcommands.isEmpty
        }
        if let named, let command = try? named.parseAsRoot(Array(words.dropFirst())) {
            return command
        }
        return try parseAsRoot(words)
    }
}
