internal import ArgumentParser
internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayDisk
internal import LayFiles
internal import LayImages
internal import LayWorld

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `lay sh`: a shell over a container's files.
struct ShellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sh",
        abstract: "Run a shell or a shell script on files in memory.",
        usage: """
            lay sh [OPTIONS] [-c COMMAND | FILE] [ARGUMENTS]
            """,
        discussion: """
            The script runs in Lay's own shell with Lay's own programs, on files in memory:
            those of the image 'toolbox', which has all programs, or with --root of an image of
            the world. With --dir a directory is there too, as a copy: nothing outside changes
            unless --write-back says so, which shows what it is first.

            Without COMMAND and FILE it reads commands from the standard input; at a terminal it is
            a prompt with editing, completion and history. Its input, output and status are those
            of a real sh.

            Exit status: the script's.

            Examples:
              lay sh --dir . -c 'grep -rl TODO . | sort'
              lay sh --dir . --write-back -c 'sed -i s/old/new/ *.txt'
            """)

    @Option(
        help: ArgumentHelp(
            "Read and run as this shell: dash, ash or bash (default: what 'sh' is in the image).",
            valueName: "shell"))
    var dialect: String?

    @Option(help: ArgumentHelp("Run in the files of an image of the world.", valueName: "image"))
    var root: String?

    @Option(help: ArgumentHelp("The world with the image.", valueName: "dir"))
    var world: String?

    @Option(
        name: .customLong("dir"),
        help: ArgumentHelp("Copy this directory in, and start there.", valueName: "directory"))
    var directory: String?

    @Flag(help: "Write what changed below --dir back to it, after showing it.")
    var writeBack = false

    @Flag(help: "Write back without a question.")
    var yes = false

    @Option(
        name: .customLong("env"), parsing: .singleValue,
        help: ArgumentHelp("Set a variable of the environment.", valueName: "name=value"))
    var variables: [String] = []

    @Option(name: .customShort("c"), help: ArgumentHelp("Run this text.", valueName: "command"))
    var text: String?

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("A script and its arguments.", valueName: "words"))
    var words: [String] = []

    func validate() throws {
        if let dialect, !["sh", "dash", "ash", "bash"].contains(dialect) {
            throw ValidationError("there is no shell '\(dialect)'; there are dash, ash and bash")
        }
        if writeBack, directory == nil {
            throw ValidationError("--write-back needs the directory that is written: --dir DIR")
        }
        if yes, !writeBack { throw ValidationError("--yes is for --write-back") }
        if writeBack, !yes, isatty(0) == 0 {
            throw ValidationError("--write-back asks at a terminal, and there is none: add --yes")
        }
    }

    func run() throws {
        let disk = DiskFileSystem()
        let here = TreePath(Terminal.workingDirectory)
        var (image, imageName) = (Toolbox.image, "toolbox")
        if let root {
            let machine = try Machine(try Grants.parse([]), world: WorldPlace(world).path)
            image = try BuildInputs(machine, try machine.openWorld()).image(root)
            imageName = root
        }
        var place = TreePath.root
        var tree = image.tree
        if let directory {
            place = try disk.resolve(
                TreePath(Array(directory.utf8), in: here), lastMayBeMissing: false)
            try tree.makeDirectories(place)
            try copy(disk, place, into: &tree)
        }
        let before = tree
        // A script that is typed is one of the machine, and stands where it stands there.
        if text == nil, let script = words.first {
            let path = TreePath(Array(script.utf8), in: here)
            if let entry = try? disk.entry(at: path, follow: true) {
                try tree.makeDirectories(path.parent)
                try tree.put(entry.node, at: path, now: 0)
                if !script.hasPrefix("/"), directory == nil { place = here }
            }
        }
        try tree.makeDirectories(place)
        let engine = ContainerEngine(World())
        engine.makeAccount = { Account(isCancelled: { Interruption.endsRun }) }
        image = try image.adding(
            Layer(try TreeChanges(from: image.tree, to: tree), createdBy: "lay sh"),
            created: engine.world.timestamp)
        let container = try start(image, imageName, engine)
        var execution = ExecOptions([shell] + (text.map { ["-c", $0] } ?? []) + words)
        execution.isChecked = false
        for text in variables {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            execution.environment.append(
                (String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
        }
        execution.workingDirectory = place.description
        let result = try engine.exec(container, execution, host: ShellStreams.host(isPrompted))
        Terminal.write(String(decoding: result.errors, as: UTF8.self), to: 2)
        if writeBack {
            let after = try engine.world.container(container).tree
            try WriteBack(before, after, below: place, disk).perform(asks: !yes)
        }
        throw ExitCode(Int32(truncatingIfNeeded: result.status))
    }

    /// The program: what the image has as `sh` unless another one is asked for.
    private var shell: String { dialect ?? (root == nil ? "ash" : "sh") }

    /// True where a person types commands.
    private var isPrompted: Bool { text == nil && words.isEmpty && isatty(0) == 1 }

    /// A container that waits.
    private func start(_ image: Image, _ name: String, _ engine: ContainerEngine) throws -> String {
        var options = World.Options()
        options.entrypoint = []
        options.command = ["sleep", "infinity"]
        let container = try engine.world.create(image, imageName: name, options)
        try engine.start(container.id)
        return container.id
    }

    private func copy(_ disk: DiskFileSystem, _ path: TreePath, into tree: inout FileTree) throws {
        for item in try disk.list(path) {
            let inner = path.appending(name: item.name)
            try tree.put(try disk.entry(at: inner, follow: false).node, at: inner, now: 0)
            if item.kind == .directory { try copy(disk, inner, into: &tree) }
        }
    }
}
