internal import ArgumentParser
internal import LayArchive
internal import LayContainers
internal import LayDisk
internal import LayFiles
internal import LayImages
internal import LayWorld

/// `lay sh`: a shell over a container's files.
struct ShellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sh",
        abstract: "Run a shell or a shell script on files in memory.",
        usage: """
            lay sh [OPTIONS] [-c COMMAND | FILE] [ARGUMENTS]
            """,
        discussion: """
            The script runs in Lay's own shell with Lay's own programs, on the files of
            the image 'toolbox', which has them all. With --dir a directory is there too,
            as a copy: nothing outside changes.
            Without COMMAND and FILE the script is what the standard input holds; with one of
            them the script's own input is empty.

            Exit status: the script's.

            Example:
              lay sh --dir . -c 'grep -rl TODO . | sort'
            """)

    @Option(
        help: ArgumentHelp("Read and run as this shell: dash, ash or bash.", valueName: "shell"))
    var dialect = "ash"

    @Option(
        name: .customLong("dir"),
        help: ArgumentHelp("Copy this directory in, and start there.", valueName: "directory"))
    var directory: String?

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
        if !["sh", "dash", "ash", "bash"].contains(dialect) {
            throw ValidationError("there is no shell '\(dialect)'; there are dash, ash and bash")
        }
    }

    func run() throws {
        let world = World()
        let engine = ContainerEngine(world)
        var image = Toolbox.image
        var place = TreePath.root
        let disk = DiskFileSystem()
        let here = TreePath(Terminal.workingDirectory)
        var tree = image.tree
        if let directory {
            place = try disk.resolve(
                TreePath(Array(directory.utf8), in: here), lastMayBeMissing: false)
            try tree.makeDirectories(place)
            try copy(disk, place, into: &tree)
        }
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
        image = try image.adding(
            Layer(try TreeChanges(from: image.tree, to: tree), createdBy: "lay sh"),
            created: world.timestamp)
        var options = World.Options()
        options.command = ["sleep", "infinity"]
        let container = try engine.world.create(image, imageName: "toolbox", options)
        try engine.start(container.id)
        var shell = [dialect]
        if let text { shell += ["-c", text] }
        shell += words
        var execution = ExecOptions(shell)
        execution.isChecked = false
        for text in variables {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            execution.environment.append(
                (String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
        }
        execution.workingDirectory = place.description
        execution.input = words.isEmpty && text == nil ? try Terminal.contents(of: 0) : []
        let result = try engine.exec(container.id, execution)
        result.output.withUnsafeBytes { Terminal.write($0) }
        result.errors.withUnsafeBytes { Terminal.write($0, to: 2) }
        throw ExitCode(Int32(truncatingIfNeeded: result.status))
    }

    private func copy(_ disk: DiskFileSystem, _ path: TreePath, into tree: inout FileTree) throws {
        for item in try disk.list(path) {
            let inner = path.appending(name: item.name)
            try tree.put(try disk.entry(at: inner, follow: false).node, at: inner, now: 0)
            if item.kind == .directory { try copy(disk, inner, into: &tree) }
        }
    }
}
