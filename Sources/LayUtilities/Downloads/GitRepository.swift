internal import LayArchive
import LayBounds
import LayFiles
import LayShell

/// Where a repository is.
struct GitRepository {
    let top: TreePath

    var gitDirectory: String { "\(top.isRoot ? "" : top.description)/.git" }
}

/// What is checked out.
struct GitHead {
    /// The name of its branch; `nil` for a commit alone.
    let branch: String?
    /// The commit; `nil` where there is none yet.
    let commit: String?
}

extension GitRun {
    /// The repository around the working directory.
    func repository() throws -> GitRepository? {
        var place = directory
        while true {
            try call.context.step()
            let inner = place.appending(name: ".git".utf8)
            if (try? call.context.files.entry(at: inner, follow: true)) != nil {
                return GitRepository(top: place)
            }
            if place.isRoot { return nil }
            place = place.parent
        }
    }

    /// As `repository`, with a message where there is none.
    func needRepository() throws -> GitRepository? {
        if let found = try repository() { return found }
        _ = try fail("not a git repository (or any of the parent directories): .git")
        return nil
    }

    /// What is checked out.
    func head(of repository: GitRepository) throws -> GitHead {
        let text = try line("HEAD", repository) ?? ""
        guard text.hasPrefix("ref: ") else {
            return GitHead(branch: nil, commit: text.isEmpty ? nil : text)
        }
        let name = String(text.dropFirst(5))
        let branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
        return GitHead(branch: branch, commit: try commit(name, repository))
    }

    private func line(_ name: String, _ repository: GitRepository) throws -> String? {
        guard let bytes = try contents(Array("\(repository.gitDirectory)/\(name)".utf8)) else {
            return nil
        }
        return call.text(bytes.prefix { $0 != 10 })
    }

    /// The commit that a name in full means, in a file of its own or among the packed ones.
    private func commit(_ name: String, _ repository: GitRepository) throws -> String? {
        if !name.contains(".."), let found = try line(name, repository) { return found }
        let packed = try contents(Array("\(repository.gitDirectory)/packed-refs".utf8)) ?? []
        for line in packed.split(separator: 10) {
            let parts = call.text(line).split(separator: " ")
            if parts.count == 2, parts[1] == name { return String(parts[0]) }
        }
        return nil
    }

    /// The commit that a revision means here; `nil` for one that is not known.
    func resolve(_ revision: String, _ repository: GitRepository) throws -> String? {
        if revision == "HEAD" || revision == "@" { return try head(of: repository).commit }
        if revision == "FETCH_HEAD" {
            return try line("FETCH_HEAD", repository)?.split(separator: "\t").first.map(String.init)
        }
        for form in ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"] {
            if form.isEmpty, !revision.hasPrefix("refs/") { continue }
            if let found = try commit(form + revision, repository) { return found }
        }
        let isWhole = Self.isCommit(revision)
        if isWhole { return revision }
        if let commit = try head(of: repository).commit, revision.utf8.count >= 4,
            commit.hasPrefix(revision)
        {
            return commit
        }
        return nil
    }

    static func isCommit(_ text: String) -> Bool {
        text.utf8.count == 40
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// The number of what was checked out: the commit that was asked for, or one that follows from the
    /// files, since a catalogue keeps no history.
    func commit(of files: FileTree, revision: String?) throws -> String {
        if let revision, Self.isCommit(revision) { return revision }
        guard var hash = MessageDigest(.sha1) else { return String(repeating: "0", count: 40) }
        for entry in files.walk() where !Self.isGit(entry.path) {
            try call.context.step()
            let head = Array("\(entry.path) \(entry.node.attributes.mode)\n".utf8)
            head.withUnsafeBytes { hash.update($0) }
            switch entry.node.body {
            case .file(let contents):
                try call.context.step(contents.count >> 10)
                try contents.forEachStretch { hash.update($0) }
            case .symlink(let target): target.withUnsafeBytes { hash.update($0) }
            default: continue
            }
        }
        return call.text(Hex.lower(hash.finish()))
    }

    static func isGit(_ path: TreePath) -> Bool {
        path.components.first.map { Array($0) } == Array(".git".utf8)
    }

    // MARK: Commands that ask

    func parseRevision(_ words: [[UInt8]]) throws -> UInt8 {
        guard let repository = try needRepository() else { return 128 }
        var length: Int?
        var isName = false
        var needsOne = false
        var isQuiet = false
        for word in words {
            let text = call.text(word)
            switch text {
            case "--show-toplevel": try call.write("\(repository.top)\n")
            case "--git-dir":
                let isHere = repository.top == directory
                try call.write(isHere ? ".git\n" : "\(repository.gitDirectory)\n")
            case "--absolute-git-dir": try call.write("\(repository.gitDirectory)\n")
            case "--is-inside-work-tree": try call.write("true\n")
            case "--is-shallow-repository": try call.write("false\n")
            case "--short": length = 7
            case "--abbrev-ref": isName = true
            case "--verify": needsOne = true
            case "-q", "--quiet": isQuiet = true
            case _ where text.hasPrefix("--short="):
                length = max(4, min(40, Int(text.dropFirst(8)) ?? 7))
            case _ where text.hasPrefix("-"):
                return try fail("rev-parse: option \(text) is not supported by Lay", status: 129)
            default:
                let plain = text.hasSuffix("^{commit}") ? String(text.dropLast(9)) : text
                guard let commit = try resolve(plain, repository) else {
                    if needsOne || length != nil {
                        return isQuiet ? 1 : try fail("Needed a single revision")
                    }
                    try call.write("\(text)\n")
                    return try fail(
                        "ambiguous argument '\(text)': unknown revision or path not in the "
                            + "working tree.\nUse '--' to separate paths from revisions, like "
                            + "this:\n'git <command> [<revision>...] -- [<file>...]'")
                }
                if isName {
                    let head = try head(of: repository)
                    try call.write("\(plain == "HEAD" ? head.branch ?? "HEAD" : plain)\n")
                } else {
                    try call.write("\(length.map { String(commit.prefix($0)) } ?? commit)\n")
                }
            }
        }
        return 0
    }

    /// The tag of what is checked out.
    func describe(_ words: [[UInt8]]) throws -> UInt8 {
        guard let repository = try needRepository() else { return 128 }
        guard let commit = try head(of: repository).commit else {
            return try fail("Not a valid object name HEAD")
        }
        let tags = Array("\(repository.gitDirectory)/refs/tags".utf8)
        let items = (try? call.context.files.list(TreePath(bytes: tags))) ?? []
        for item in items {
            try call.context.step()
            let name = call.text(item.name)
            if try line("refs/tags/\(name)", repository) == commit {
                try call.write("\(name)\n")
                return 0
            }
        }
        if words.contains(Array("--always".utf8)) {
            try call.write("\(commit.prefix(7))\n")
            return 0
        }
        return try fail("No names found, cannot describe anything.")
    }
}
