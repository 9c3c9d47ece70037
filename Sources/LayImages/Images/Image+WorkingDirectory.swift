internal import LayArchive
internal import LayBounds
public import LayFiles

extension Image {
    /// WORKDIR: where programs start; the directory is made, with those above it, as the image's
    /// user's. A relative path counts from the one before.
    ///
    /// - Throws: `ImageError` of kind `NotDirectory` for a path that is a file or leads through one;
    ///   `FileError`.
    public func workingDirectory(_ text: String, created: String, now: Nanoseconds) throws -> Image
    {
        let text = config.workingDirectory(changedBy: text)
        let path = TreePath(text)
        let line = "WORKDIR \(text)"
        func set(_ config: inout ImageConfig) {
            config[parameter: "WorkingDir"] = .string(text)
        }
        if let entry = try? tree.entry(at: path) {
            if entry.node.kind != .directory { throw ImageError.noWorkingDirectory(path) }
        }
        if path.isRoot { return instruct(line, created: created, set) }
        let user = config.user
        let name = String(user.prefix { $0 != ":" })
        if !name.isEmpty, UInt32(name) == nil,
            (try? tree.entry(at: TreePath("/etc/passwd"))) == nil
        {
            throw ImageError.nowhereToFind(name)
        }
        // BuildKit takes root for a user that the image does not have, and a number for the group too.
        let owner =
            user.isEmpty
            ? nil
            : UInt32(user).map { (uid: $0, gid: $0) }
                ?? (try? Ownership.ofUser(user, TreeFileSystem(tree)))
        var tree = tree
        do throws(FileError) {
            try tree.makeDirectories(path, owner: owner, now: now)
        } catch {
            guard error.code == .notDirectory else { throw error }
            throw ImageError.noWorkingDirectory(path, through: error.path)
        }
        let next = try replacingFiles(
            with: tree, createdBy: line, created: created, comment: Self.buildComment)
        var config = next.config
        set(&config)
        return next.with(config: config)
    }
}

extension ImageConfig {
    /// Where programs start after a WORKDIR.
    package func workingDirectory(changedBy path: String) -> String {
        // As it is written where it is absolute, as Docker keeps it.
        path.hasPrefix("/")
            ? path : TreePath(path.utf8, in: TreePath(workingDirectory)).description
    }
}

extension Image {
    /// The image whose programs start in a directory that is there already.
    package func withWorkingDirectory(_ path: String) -> Image {
        var config = config
        config[parameter: "WorkingDir"] = .string(path)
        return with(config: config)
    }
}

extension FileTree {
    /// Makes a directory with those above it that are missing, each as `owner`'s.
    ///
    /// - Throws: `notDirectory` for a path that leads through a file.
    mutating func makeDirectories(
        _ path: TreePath, owner: (uid: UInt32, gid: UInt32)?, now: Nanoseconds
    ) throws(FileError) {
        // Such a path is refused in the end, but first everything above its end would be made.
        if path.bytes.count > 4094 { throw FileError(.nameTooLong, path) }
        var missing: [TreePath] = []
        var place = path
        while !place.isRoot {
            if let entry = try? entry(at: place) {
                if entry.node.kind != .directory { throw FileError(.notDirectory, place) }
                break
            }
            missing.append(place)
            place = place.parent
        }
        guard let top = missing.last else { return }
        // A link that leads nowhere yet gets its target made; below it nothing exists.
        if (try? entry(at: top, follow: false)) != nil {
            try makeDirectories(try resolve(top, lastMayBeMissing: true), now: now)
        }
        try makeDirectories(path, now: now)
        guard let owner else { return }
        for path in missing { try setAttributes(of: path) { ($0.uid, $0.gid) = owner } }
    }
}

extension ImageError {
    /// A directory to work in that is a file, or lies below one.
    static func noWorkingDirectory(_ path: TreePath, through file: TreePath? = nil) -> ImageError {
        ImageError(
            .notDirectory,
            file == nil || file == path
                ? "mkdir \(path): not a directory" : "lstat \(path): not a directory",
            help: "\(file ?? path) is a file; another path, or remove it first")
    }
}
