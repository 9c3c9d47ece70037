internal import LayBounds
public import LayFiles

/// Copies between file systems as `docker cp` does (moby pkg/archive/copy.go).
///
/// | source | destination | result |
/// | --- | --- | --- |
/// | file | nothing there | the file under that name |
/// | file | a directory | the file inside, under its own name |
/// | directory | nothing there | a directory with the contents |
/// | directory | a directory | the directory inside, under its own name |
/// | `directory/.` | a directory | the contents inside; its own mode and owner stay |
///
/// A link is copied as a link, unless it ends in `/`; a destination that is a link is followed.
public struct FileCopy {
    /// Whose the copies are.
    public enum Owner: Sendable {
        /// Those who own what is copied.
        case kept
        /// Whoever writes them, as a program without rights has it.
        case writer
        /// A user and a group by their numbers.
        case given(uid: UInt32, gid: UInt32)
    }

    private let source: any FileSystem
    private let target: any FileSystem
    private let owner: Owner
    /// Later times become this one, so that two checkouts of the same files give the same copies.
    private let latest: Nanoseconds
    private var links: [Int: TreePath] = [:]

    /// Copies from `source` to `target`.
    public init(
        from source: any FileSystem, to target: any FileSystem,
        owner: Owner = .kept, latest: Nanoseconds = .max
    ) {
        self.source = source
        self.target = target
        self.owner = owner
        self.latest = latest
    }

    /// Copies what is at `from` to `to`, both as they were written, with the slashes at their end.
    ///
    /// - Throws: `FileError` in the cases that Docker refuses.
    public mutating func copy(_ from: String, to: String) throws(FileError) {
        if to.isEmpty {
            throw FileError.noDestination
        }
        let copiesContents = from == "." || from.hasSuffix("/.")
        let wantsDirectory = from.hasSuffix("/") || copiesContents
        let start = TreePath(from)
        let entry = try source.entry(at: start, follow: wantsDirectory)
        let isDirectory = entry.node.kind == .directory
        if wantsDirectory, !isDirectory { throw FileError(.notDirectory, start) }
        let origin =
            wantsDirectory ? try source.resolve(start, lastMayBeMissing: false) : entry.path
        let destination = TreePath(to)
        let place = try target.resolve(destination, lastMayBeMissing: true)
        let existing = try found(place)
        let name = Array(start.name)
        switch (isDirectory, existing?.node.kind) {
        case (true, .directory?):
            let isInto = copiesContents || name.isEmpty
            try copyTree(
                origin, to: isInto ? place : place.appending(name: name), keepsTop: isInto)
        case (true, nil): try copyTree(origin, to: place, keepsTop: false)
        case (true, _?):
            throw FileError.directoryOntoFile(destination)
        case (false, .directory?): try copy(entry, to: place.appending(name: name))
        case (false, nil):
            if to.hasSuffix("/") {
                throw FileError.noDirectory(destination)
            }
            try copy(entry, to: place)
        case (false, _?):
            if to.hasSuffix("/") { throw FileError(.notDirectory, destination) }
            try copy(entry, to: place)
        }
    }

    /// Copies a tree of its own, or a single node under a name.
    ///
    /// - Throws: `FileError`.
    public mutating func copy(_ node: FileNode, named name: String, to: String) throws(FileError) {
        let destination = TreePath(to)
        let place = try target.resolve(destination, lastMayBeMissing: true)
        let isInside = try found(place)?.node.kind == .directory
        if !isInside, to.hasSuffix("/") {
            throw FileError.noDirectory(destination)
        }
        try copy(
            FileEntry(path: TreePath(name), node: node),
            to: isInside ? place.appending(name: TreePath(name).name) : place)
    }

    private func set(_ attributes: FileAttributes, of place: TreePath) throws(FileError) {
        let isWriters = if case .writer = owner { true } else { false }
        try target.setAttributes(of: place, follow: false) { old in
            let (uid, gid) = (old.uid, old.gid)
            old = attributes
            if isWriters { (old.uid, old.gid) = (uid, gid) }
        }
    }

    private func found(_ path: TreePath) throws(FileError) -> FileEntry? {
        do throws(FileError) {
            return try target.entry(at: path, follow: false)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    private mutating func copyTree(
        _ from: TreePath, to place: TreePath, keepsTop: Bool
    ) throws(FileError) {
        var waiting = [(from, place)]
        var pace = RunBounds.Pace()
        var isKept = keepsTop
        while let (from, place) = waiting.popLast() {
            if !isKept { try copy(try source.entry(at: from, follow: false), to: place) }
            isKept = false
            for item in try source.list(from).reversed() {
                try pace.fileStep(8)
                let inner = from.appending(name: item.name)
                if item.kind == .directory {
                    waiting.append((inner, place.appending(name: item.name)))
                } else {
                    try copy(
                        try source.entry(at: inner, follow: false),
                        to: place.appending(name: item.name))
                }
            }
        }
    }

    private mutating func copy(_ entry: FileEntry, to place: TreePath) throws(FileError) {
        let existing = try found(place)
        var node = entry.node
        node.modified = min(node.modified, latest)
        switch owner {
        case .kept: break
        case .writer: (node.attributes.uid, node.attributes.gid) = (0, 0)
        case .given(let uid, let gid): (node.attributes.uid, node.attributes.gid) = (uid, gid)
        }
        if let existing {
            switch (node.kind == .directory, existing.node.kind == .directory) {
            case (true, true):
                return try set(node.attributes, of: place)
            case (true, false):
                throw FileError.directoryOverFile(place)
            case (false, true):
                throw FileError.fileOverDirectory(place)
            case (false, false): try target.unlink(place)
            }
        }
        if entry.linkID != 0, let first = links[entry.linkID] {
            try target.link(first, to: place)
            return
        }
        if entry.linkID != 0 { links[entry.linkID] = place }
        if case .file(let contents) = node.body {
            try target.write(contents, to: place, creating: node.attributes)
        } else {
            try target.make(node, at: place)
        }
        // A setgid directory above hands down its group, and the host's umask takes bits away.
        if node.kind != .symlink { try set(node.attributes, of: place) }
        if node.kind != .directory {
            try target.setModified(node.modified, of: place, follow: false)
        }
    }
}
