internal import ArgumentParser
internal import LayArchive
internal import LayDockerfile
internal import LayImages
internal import LayWorld

/// `lay dockerfile parse|expand|fmt|from`: Dockerfiles for tools.
struct DockerfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dockerfile",
        abstract: "Read, expand and lay out Dockerfiles, or make one of an image.",
        subcommands: [Parse.self, Expand.self, Format.self, From.self])

    /// `lay dockerfile parse FILE`
    struct Parse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "parse",
            abstract: "Tell what a Dockerfile says, as JSON.",
            discussion: """
                Escape, directives, instructions with their flags, words, JSON forms, heredocs,
                lines and comments. '-' reads the standard input.

                Exit status: 0; 1 for a file that is none; 2 for wrong usage.
                """)

        @Flag(help: "The form of the output, which is JSON anyway.")
        var json = false

        @Argument(help: ArgumentHelp("The Dockerfile.", valueName: "file"))
        var file: String

        func run() throws { Terminal.line(try DockerfileCommand.read(file).document.text()) }
    }

    /// `lay dockerfile expand --env K=V TEXT`
    struct Expand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "expand",
            abstract: "Put variables into a text as ENV, COPY and their like do.",
            discussion: """
                Exit status: 0; 1 for a text that cannot be expanded; 2 for wrong usage.

                Example:
                  lay dockerfile expand --env V=1.2 '${V%.*}/bin'
                """)

        @Option(
            name: .customLong("env"), parsing: .unconditionalSingleValue,
            help: ArgumentHelp("A variable.", valueName: "name=value"))
        var variables: [String] = []

        @Argument(help: ArgumentHelp("The text.", valueName: "text"))
        var text: String

        func run() throws {
            let pairs = try variables.map { try BuildInputs.pair($0, "--env") }
            Terminal.line(
                try WordExpansion().word(text) { name in pairs.last { $0.0 == name }?.1 }.text)
        }
    }

    /// `lay dockerfile fmt FILE`
    struct Format: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fmt",
            abstract: "Print a Dockerfile in its one layout, with the same meaning.",
            discussion: "Exit status: 0; 1 for a file that is none; 2 for wrong usage.")

        @Argument(
            help: ArgumentHelp("The Dockerfile; '-' for the standard input.", valueName: "file"))
        var file: String

        func run() throws { Terminal.write(try DockerfileCommand.read(file).formatted(), to: 1) }
    }

    /// `lay dockerfile from IMAGE`
    struct From: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "from",
            abstract: "Print the Dockerfile that the history of an image tells.",
            discussion: """
                What COPY and ADD took their files from is in no image, so such lines can be read
                and not built. With --base the lines of that image are left out.

                Exit status: 0; 1 for an image that is not there; 2 for wrong usage.
                """)

        @Option(help: ArgumentHelp("The image that it was made on.", valueName: "image"))
        var base: String?

        @Option(help: ArgumentHelp("The world with the image.", valueName: "dir"))
        var world: String?

        @Argument(help: ArgumentHelp("The image, by name or id.", valueName: "image"))
        var image: String

        func run() throws {
            let machine = try Machine(try Grants.parse([]), world: WorldPlace(world).path)
            let inputs = BuildInputs(machine, try machine.openWorld())
            let found = try inputs.image(image)
            let below = try base.map { (name: $0, image: try inputs.image($0)) }
            Terminal.write(Dockerfile.text(ofHistory: found, base: below), to: 1)
        }
    }

    /// The file of a name; `-` is the standard input.
    private static func read(_ name: String) throws -> Dockerfile {
        let machine = try Machine(try Grants.parse([]))
        return try Dockerfile(
            parsing: try BuildInputs(machine, World()).dockerfile(name), name: name)
    }
}
