import LayBounds
import LayFiles
import LayShell

extension GitRun {
    /// `git clone`: the files of a repository, in a directory of their own.
    func clone(_ words: [[UInt8]]) throws -> UInt8 {
        var operands: [[UInt8]] = []
        var revision: String?
        var isQuiet = false
        var remote = "origin"
        var left = words[...]
        while let word = left.popFirst() {
            let text = call.text(word)
            switch text {
            case "-b", "--branch": revision = left.popFirst().map { call.text($0) }
            case "-o", "--origin": remote = left.popFirst().map { call.text($0) } ?? remote
            case "-q", "--quiet": isQuiet = true
            case "--depth", "-j", "--jobs", "-c", "--config", "--filter", "--shallow-since",
                "--reference", "--template", "-u", "--upload-pack":
                _ = left.popFirst()
            case "--bare", "--mirror", "-n", "--no-checkout", "--sparse":
                return try fail("clone: option \(text) is not supported by Lay", status: 129)
            case _ where text.hasPrefix("--branch="): revision = String(text.dropFirst(9))
            case _ where text.hasPrefix("-"): continue
            default: operands.append(word)
            }
        }
        guard let source = operands.first else {
            return try fail("You must specify a repository to clone.", status: 129)
        }
        if operands.count > 2 { return try fail("Too many arguments.", status: 129) }
        let address = call.text(source)
        let target = operands.count > 1 ? call.text(operands[1]) : Self.directory(of: address)
        let place = TreePath(target.utf8, in: directory)
        if let items = try? call.context.files.list(place), !items.isEmpty {
            return try fail(
                "destination path '\(target)' already exists and is not an empty directory.")
        }
        guard Self.isRemote(address) else {
            let path = TreePath(source, in: directory)
            guard (try? call.context.files.entry(at: path, follow: true)) != nil else {
                return try fail("repository '\(address)' does not exist")
            }
            return try fail("clone: repositories of files are not supported by Lay")
        }
        if !isQuiet { try call.context.errors.write("Cloning into '\(target)'...\n") }
        switch try call.context.checkOut(address, revision: revision) {
        case .unreachable(let hint):
            let status = try unreachable(address)
            try call.tell(hint: hint)
            return status
        case .noRevision:
            return try fail("Remote branch \(revision ?? "HEAD") not found in upstream \(remote)")
        case .files(let files):
            let commit = try commit(of: files, revision: revision)
            try put(files, at: place)
            let repository = GitRepository(top: place)
            try writeSettings(of: repository, remote: (remote, address), revision)
            try writeHead(of: repository, commit, revision, remote: remote)
            if !isQuiet, let revision, Self.isTag(revision) {
                try call.context.errors.write(
                    "Note: switching to '\(commit)'.\n\(Self.advice)\n")
            }
            return 0
        }
    }

    /// The directory that a repository's address ends with.
    private static func directory(of address: String) -> String {
        var name = address[...]
        while name.last == "/" { name = name.dropLast() }
        if name.hasSuffix(".git") { name = name.dropLast(4) }
        while name.last == "/" { name = name.dropLast() }
        return String(name.split { $0 == "/" || $0 == ":" }.last ?? "repository")
    }

    /// True for an address, and not a path.
    static func isRemote(_ address: String) -> Bool {
        ["https://", "http://", "git://", "ssh://", "git@"].contains { address.hasPrefix($0) }
    }

    /// What git says of an address where nobody is.
    func unreachable(_ address: String) throws -> UInt8 {
        let host = WebAddress(address)?.host ?? ""
        if address.hasPrefix("http") {
            let slash = address.hasSuffix("/") ? "" : "/"
            return try fail(
                "unable to access '\(address)\(slash)': Could not resolve host: \(host)")
        }
        if address.hasPrefix("git://") {
            return try fail("unable to look up \(host) (port 9418) (Name or service not known)")
        }
        return try fail(
            "Could not read from remote repository.\n\nPlease make sure you have the correct access "
                + "rights\nand the repository exists.")
    }

    /// A revision that is called as a version is: a tag. A catalogue does not tell it from a branch.
    static func isTag(_ revision: String) -> Bool {
        let plain = revision.hasPrefix("refs/tags/") ? revision.dropFirst(10) : revision[...]
        return GitRun.isCommit(revision) || revision.hasPrefix("refs/tags/")
            || plain.contains { $0.isNumber } && plain.contains(".")
            || plain.first == "v" && plain.dropFirst().first?.isNumber == true
    }

    /// What git says of a commit without a branch.
    static let advice = """

        You are in 'detached HEAD' state. You can look around, make experimental
        changes and commit them, and you can discard any commits you make in this
        state without impacting any branches by switching back to a branch.

        If you want to create a new branch to retain commits you create, you may
        do so (now or later) by using -c with the switch command. Example:

          git switch -c <new-branch-name>

        Or undo this operation with:

          git switch -

        Turn off this advice by setting config variable advice.detachedHead to false

        """

    // MARK: Files

    /// Writes a repository's files below a directory.
    func put(_ files: FileTree, at place: TreePath) throws {
        let context = call.context
        var making = DirectoryMaking(call)
        try making.makeAll(Array(place.description.utf8), mode: nil)
        for entry in files.walk() where !entry.path.isRoot {
            try context.step()
            let path = place.appending(entry.path)
            let isExecutable = entry.node.attributes.mode & 0o100 != 0
            var attributes = FileAttributes(
                mode: (isExecutable ? 0o777 : 0o666) & ~context.umask, uid: context.uid,
                gid: context.gid)
            switch entry.node.body {
            case .directory:
                var making = DirectoryMaking(call)
                try making.makeAll(Array(path.description.utf8), mode: nil)
            case .file(let contents):
                try context.files.write(contents, to: path, creating: attributes)
            case .symlink(let target):
                attributes.mode = 0o777
                try context.files.make(
                    FileNode(
                        .symlink(target: target), attributes: attributes,
                        modified: context.files.now), at: path)
            default: continue
            }
        }
    }

    /// Removes all files but the repository's own.
    func clear(_ place: TreePath) throws {
        for item in try call.context.files.list(place) where item.name != Array(".git".utf8) {
            try call.context.step()
            try call.context.files.removeAll(place.appending(name: item.name))
        }
    }

    /// Writes what a repository says of itself and of where it came from.
    func writeSettings(
        of repository: GitRepository, remote: (name: String, address: String)?, _ revision: String?
    ) throws {
        let place = Array("\(repository.gitDirectory)/config".utf8)
        var settings = GitConfigFile(try contents(place) ?? [])
        var values = [
            ("core.repositoryformatversion", "0"), ("core.filemode", "true"),
            ("core.bare", "false"), ("core.logallrefupdates", "true"),
        ]
        if let remote {
            values += [
                ("remote.\(remote.name).url", remote.address),
                ("remote.\(remote.name).fetch", "+refs/heads/*:refs/remotes/\(remote.name)/*"),
            ]
            if revision.map({ !Self.isTag($0) }) ?? true {
                let branch = revision ?? "master"
                values += [
                    ("branch.\(branch).remote", remote.name),
                    ("branch.\(branch).merge", "refs/heads/\(branch)"),
                ]
            }
        }
        for (name, value) in values {
            if let key = GitKey(Array(name.utf8)) {
                settings.set(key, Array(value.utf8), adds: false)
            }
        }
        try write(settings.text, to: place)
        try write(
            Array(
                "Unnamed repository; edit this file 'description' to name the repository.\n".utf8),
            to: Array("\(repository.gitDirectory)/description".utf8))
    }

    /// Writes down what is checked out.
    func writeHead(
        of repository: GitRepository, _ commit: String, _ revision: String?, remote: String? = nil
    ) throws {
        func put(_ name: String, _ text: String) throws {
            try write(
                Array("\(text)\n".utf8), to: Array("\(repository.gitDirectory)/\(name)".utf8))
        }
        if let revision, Self.isTag(revision) {
            let tag = revision.hasPrefix("refs/tags/") ? String(revision.dropFirst(10)) : revision
            if !Self.isCommit(revision) { try put("refs/tags/\(tag)", commit) }
            return try put("HEAD", commit)
        }
        let branch = revision ?? "master"
        try put("refs/heads/\(branch)", commit)
        if let remote { try put("refs/remotes/\(remote)/\(branch)", commit) }
        try put("HEAD", "ref: refs/heads/\(branch)")
    }
}
