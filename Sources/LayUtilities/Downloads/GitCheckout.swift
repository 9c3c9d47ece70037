import LayBounds
import LayFiles
import LayShell

extension GitRun {
    /// `git init`: a repository without files.
    func initialize(_ words: [[UInt8]]) throws -> UInt8 {
        var branch = "master"
        var place = directory
        var isQuiet = false
        var left = words[...]
        while let word = left.popFirst() {
            let text = call.text(word)
            switch text {
            case "-q", "--quiet": isQuiet = true
            case "-b", "--initial-branch": branch = left.popFirst().map { call.text($0) } ?? branch
            case _ where text.hasPrefix("--initial-branch="): branch = String(text.dropFirst(17))
            case _ where text.hasPrefix("-"):
                return try fail("init: option \(text) is not supported by Lay", status: 129)
            default: place = TreePath(word, in: directory)
            }
        }
        let repository = GitRepository(top: place)
        let head = Array("\(repository.gitDirectory)/HEAD".utf8)
        let isThere = try contents(head) != nil
        if !isThere {
            try write(Array("ref: refs/heads/\(branch)\n".utf8), to: head)
            try writeSettings(of: repository, remote: nil, nil)
        }
        if !isQuiet {
            try call.write(
                "\(isThere ? "Reinitialized existing" : "Initialized empty") Git repository in "
                    + "\(repository.gitDirectory)/\n")
        }
        return 0
    }

    /// Where the repository came from.
    private func source(of repository: GitRepository, _ remote: String = "origin") throws -> String?
    {
        if Self.isRemote(remote) { return remote }
        let settings = GitConfigFile(
            try contents(Array("\(repository.gitDirectory)/config".utf8)) ?? [])
        let key = Array("remote.\(remote).url".utf8)
        return settings.all.last { $0.key == key }.map { call.text($0.value) }
    }

    /// `git fetch`: nothing is kept of what could be checked out, but whether it is there.
    func fetch(_ words: [[UInt8]]) throws -> UInt8 {
        guard let repository = try needRepository() else { return 128 }
        var operands: [String] = []
        var left = words[...]
        while let word = left.popFirst() {
            let text = call.text(word)
            if ["--depth", "-j", "--jobs", "--filter", "--shallow-since"].contains(text) {
                _ = left.popFirst()
            } else if !text.hasPrefix("-") {
                operands.append(text)
            }
        }
        let remote = operands.first ?? "origin"
        guard let address = try source(of: repository, remote) else {
            return try fail(
                "'\(remote)' does not appear to be a git repository\nfatal: "
                    + "Could not read from remote repository.\n\nPlease make sure you have the "
                    + "correct access rights\nand the repository exists.")
        }
        guard operands.count > 1 else { return 0 }
        let wanted = operands[1].split(separator: ":").first.map(String.init) ?? operands[1]
        let revision = wanted.hasPrefix("+") ? String(wanted.dropFirst()) : wanted
        switch try call.context.checkOut(address, revision: Self.short(revision)) {
        case .files(let files):
            let commit = try commit(of: files, revision: revision)
            try write(
                Array("\(commit)\t\t\(revision)\n".utf8),
                to: Array("\(repository.gitDirectory)/FETCH_HEAD".utf8))
            return 0
        case .noRevision: return try fail("couldn't find remote ref \(revision)")
        case .unreachable(let hint):
            let status = try unreachable(address)
            try call.tell(hint: hint)
            return status
        }
    }

    /// A revision without the part of its name that every tag or branch has.
    private static func short(_ revision: String) -> String {
        for start in ["refs/tags/", "refs/heads/", "tags/", "origin/"]
        where revision.hasPrefix(start) {
            return String(revision.dropFirst(start.count))
        }
        return revision
    }

    /// `git checkout`: the files of another revision, as the catalogue has them.
    func checkout(_ words: [[UInt8]]) throws -> UInt8 {
        guard let repository = try needRepository() else { return 128 }
        var names: [String] = []
        var branch: String?
        var isQuiet = false
        var left = words[...]
        while let word = left.popFirst() {
            let text = call.text(word)
            switch text {
            case "-q", "--quiet": isQuiet = true
            case "-b", "-B": branch = left.popFirst().map { call.text($0) }
            case "-f", "--force", "--detach", "--progress", "--no-progress", "--recurse-submodules":
                continue
            case _ where text.hasPrefix("-"):
                return try fail("checkout: option \(text) is not supported by Lay", status: 129)
            default: names.append(text)
            }
        }
        let head = try head(of: repository)
        var revision = names.first
        if revision == "FETCH_HEAD" {
            let text = try contents(Array("\(repository.gitDirectory)/FETCH_HEAD".utf8)) ?? []
            revision = call.text(text.prefix { $0 != 10 }).split(separator: "\t").last.map(
                String.init)
        }
        var commit = head.commit
        if let wanted = revision, wanted != "HEAD", wanted != head.branch, wanted != head.commit {
            let address = try source(of: repository) ?? ""
            guard !address.isEmpty,
                case .files(let files) = try call.context.checkOut(
                    address, revision: Self.short(wanted))
            else {
                return try fail(
                    "pathspec '\(wanted)' did not match any file(s) known to git", status: 1,
                    "error")
            }
            commit = try self.commit(of: files, revision: wanted)
            try clear(repository.top)
            try put(files, at: repository.top)
        } else if let name = revision, name == head.branch, branch == nil {
            if !isQuiet { try call.context.errors.write("Already on '\(name)'\n") }
            return 0
        }
        try writeHead(of: repository, commit ?? "", branch ?? revision.map(Self.short))
        if isQuiet { return 0 }
        try tellOfCheckout(revision, branch, commit)
        return 0
    }

    private func tellOfCheckout(_ revision: String?, _ branch: String?, _ commit: String?) throws {
        if let branch {
            try call.context.errors.write("Switched to a new branch '\(branch)'\n")
        } else if let revision, Self.isTag(revision) {
            try call.context.errors.write(
                "Note: switching to '\(revision)'.\n\(Self.advice)\n"
                    + "HEAD is now at \((commit ?? "").prefix(7))\n")
        } else if let revision {
            try call.context.errors.write("Switched to branch '\(Self.short(revision))'\n")
        }
    }
}
