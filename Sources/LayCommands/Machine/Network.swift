internal import Lay
internal import LayBounds
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

/// The network, as far as it is granted: the machine's own curl and git fetch what addresses name.
struct Network {
    /// The hosts that may be asked; `*` for all.
    private let hosts: [String]
    private let files: DiskFileSystem
    private let scratch: String
    private let limit: Int

    init(hosts: [String], _ files: DiskFileSystem, scratch: String, limit: Int) {
        self.hosts = hosts
        self.files = files
        self.scratch = scratch
        self.limit = limit
    }

    /// What an address gives; `nil` for a text that is none.
    ///
    /// - Throws: `ImageError` for a host that was not granted, and for what cannot be fetched, in the words
    ///   of who tried.
    func fetch(_ text: String) throws -> Host.Fetched? {
        guard let address = RemoteAddress(text) else { return nil }
        return switch try fetch(address) {
        case .file(let contents, let modified): .file(contents, modified: modified)
        case .files(let tree): .files(tree)
        }
    }

    /// What an address gives.
    ///
    /// - Throws: `ImageError` for a host that was not granted, and for what cannot be fetched.
    func fetch(_ address: RemoteAddress) throws -> Download {
        guard isGranted(address.location) else {
            throw ImageError.notGranted(address.location)
        }
        return try withDirectory { directory in
            switch address.kind {
            case .file: try file(address.location, directory)
            case .repository(let repository):
                try repositoryFiles(address.location, repository.revision, directory)
            }
        }
    }

    /// True for an address of a host that may be asked: `example.com` is that alone.
    private func isGranted(_ location: String) -> Bool {
        if hosts.contains("*") { return true }
        return Self.host(of: location).map { hosts.contains($0) } ?? false
    }

    static func host(of location: String) -> String? {
        let rest = location.split(separator: "/", omittingEmptySubsequences: false)
        let authority =
            location.contains("://") ? rest.count > 2 ? rest[2] : "" : rest.first ?? ""
        let name = authority.split(separator: "@").last ?? ""
        // An address in brackets has colons of its own.
        if name.hasPrefix("[") { return name.split(separator: "]").first.map { "\($0)]" } }
        return name.split(separator: ":").first.map(String.init)
    }

    private func withDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
        var template = Array("\(scratch)/lay-fetch-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Complaint.noDirectory(scratch, String(cString: strerror(errno)))
        }
        let directory = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { remove(directory) }
        return try body(directory)
    }

    private func remove(_ directory: String) {
        let path = TreePath(directory)
        guard var removal = try? Removal(of: path, in: confined(path, writes: true)) else { return }
        while (try? removal.step()) == true {}
    }

    private func confined(_ path: TreePath, writes: Bool) -> any ConfinedFileSystem {
        files.confined(
            to: writes ? FileGrants(writable: [path]) : FileGrants(readable: [path]))
    }

    /// A file, with each address that its server names instead asked only where it is granted.
    private func file(_ location: String, _ directory: String) throws -> Download {
        var place = location
        var lines: [Substring] = []
        for _ in 0..<10 {
            let result = try HostProgram.run(
                [
                    // Without the user's own settings, which may follow where nobody granted.
                    "curl", "--disable", "--silent", "--show-error", "--remote-time", "--globoff",
                    "--proto",
                    "=http,https", "--max-filesize", "\(limit)", "--write-out",
                    "%{http_code}\n%header{last-modified}\n%{redirect_url}", "--output",
                    "\(directory)/body", "--", place,
                ], in: directory)
            if result.status != 0 { throw ImageError.unreachable(location, result, "curl") }
            lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.first?.first == "3", lines.count > 2, !lines[2].isEmpty else { break }
            place = String(lines[2])
            if !isGranted(place) { throw ImageError.notGranted(place, from: location) }
        }
        let code = lines.first ?? ""
        if code != "200" { throw ImageError.badResponse(location, String(code)) }
        let path = TreePath("\(directory)/body")
        var bytes: [UInt8] = []
        var modified: Nanoseconds = 0
        let disk = confined(TreePath(directory), writes: false)
        // An empty file may not have been made.
        if try disk.find(path) != nil {
            let entry = try disk.entry(at: path, follow: false)
            if case .file(let contents) = entry.node.body { bytes = try contents.bytes() }
            if lines.count > 1, !lines[1].isEmpty { modified = entry.node.modified }
        }
        return .file(FileContents(bytes), modified: modified)
    }

    private func repositoryFiles(
        _ location: String, _ revision: String?, _ directory: String
    ) throws -> Download {
        let place = "\(directory)/files"
        func git(_ words: [String]) throws -> HostProgram {
            // A server may name another, which nobody granted.
            try HostProgram.run(
                [
                    "git", "-C", place, "-c",
                    "http.followRedirects=\(hosts.contains("*") ? "initial" : "false")",
                ] + words, in: directory)
        }
        let made = try HostProgram.run(["git", "init", "--quiet", place], in: directory)
        if made.status != 0 { throw ImageError.unreachable(location, made, "git") }
        let wanted = revision ?? "HEAD"
        // It stands where git takes options, too, and no name of a revision begins so.
        if wanted.hasPrefix("-") { throw ImageError.missingRevision(wanted, location) }
        var fetched = try git([
            "fetch", "--quiet", "--depth", "1", "--", location, wanted,
        ])
        // Servers without a program behind them give everything or nothing, and no single commit.
        if fetched.status != 0 {
            fetched = try git(["fetch", "--quiet", "--tags", "--", location, wanted])
        }
        var commit = "FETCH_HEAD"
        if fetched.status != 0, revision != nil {
            let all = try git([
                "fetch", "--quiet", "--", location, "+refs/heads/*:refs/remotes/origin/*",
                "+refs/tags/*:refs/tags/*",
            ])
            if all.status != 0 { throw ImageError.unreachable(location, all, "git") }
            commit = wanted
        } else if fetched.status != 0 {
            throw ImageError.unreachable(location, fetched, "git")
        }
        let checkedOut = try git(["checkout", "--quiet", "--detach", commit, "--"])
        if checkedOut.status != 0 { throw ImageError.missingRevision(wanted, location) }
        return .files(try tree(TreePath(place)))
    }

    /// The files of a directory, all read, since it goes away.
    private func tree(_ path: TreePath) throws -> FileTree {
        let found = try Snapshot.tree(
            of: confined(path, writes: false), at: path, modified: 0, isRootOwned: true)
        var result = FileTree()
        for entry in found.walk() where !entry.path.isRoot {
            var node = entry.node
            if case .file(let contents) = node.body {
                node.body = .file(FileContents(try contents.bytes()))
            }
            try result.put(node, at: entry.path)
        }
        return result
    }
}

extension ImageError {
    fileprivate static func unreachable(
        _ location: String, _ result: HostProgram, _ program: String
    ) -> ImageError {
        if result.status == 127 {
            return ImageError(
                .notFound, "cannot fetch \(location): \(program) is not there",
                help: "it is what fetches here: install \(program), or use --download")
        }
        let reason = result.errors.split(separator: "\n").first.map(String.init) ?? ""
        return ImageError(
            .notFound, "failed to load cache key: Get \"\(location)\": \(reason)",
            help: "--download \(location)=FILE gives it without a network")
    }

    /// - Parameter location: the address whose server named the other.
    fileprivate static func notGranted(
        _ place: String, from location: String? = nil
    ) -> ImageError {
        let host = Network.host(of: place) ?? place
        let way = location.map { "\($0) leads to \(host)" } ?? "\(place) is at \(host)"
        return ImageError(
            .permissionDenied, "\(way), which is not granted",
            help: "--allow-net=\(host) lets it be asked, on every port")
    }

    fileprivate static func badResponse(_ location: String, _ code: String) -> ImageError {
        ImageError(
            .notFound, "failed to load cache key: invalid response status \(code)",
            help: "that is what the server says of \(location)", responseStatus: Int(code))
    }

    fileprivate static func missingRevision(_ revision: String, _ location: String) -> ImageError {
        ImageError(
            .notFound, "failed to load cache key: repository does not contain ref \(revision)",
            help: "git ls-remote \(location) lists what there is")
    }
}
