package import LayFiles

/// Files on their way into a directory: written under temporary names, synchronised together,
/// renamed, and the directories synchronised.
///
/// On a file system that does not tell what is durable the same happens without synchronising.
package final class Staging {
    /// What temporary names begin with; a killed save leaves such files behind.
    static let prefix = TreePath.stagingPrefix

    private let files: any FileSystem
    private let durable: (any DurableFileSystem)?
    private let root: TreePath
    private var pending: [(temporary: TreePath, target: TreePath)] = []
    private var unsettled: [TreePath] = []
    private var directories: [TreePath] = []
    private var parents: [TreePath] = []

    package init(_ files: any FileSystem, _ root: TreePath) {
        self.files = files
        self.root = root
        durable = files as? any DurableFileSystem
    }

    /// - Throws: `FileError` for a link that leads to what is not granted.
    private func exists(_ path: TreePath) throws(FileError) -> Bool {
        try files.find(path) != nil
    }

    /// Synchronises a directory that need not be the user's, if that is possible.
    func touchOutside(_ directory: TreePath) { parents.append(directory) }

    /// Makes a directory unless it is there.
    package func makeDirectory(_ path: TreePath) throws(FileError) {
        if try exists(path) { return }
        do {
            try files.make(FileNode(.directory, attributes: FileAttributes(mode: 0o755)), at: path)
        } catch {
            // Somebody else may have made it meanwhile.
            guard error.code == .exists, try exists(path) else { throw error }
        }
        touch(path.parent)
    }

    /// Has a directory synchronised with the next `commit`.
    func touch(_ directory: TreePath) {
        if !directories.contains(directory) { directories.append(directory) }
    }

    private func write(_ contents: FileContents, _ name: some Sequence<UInt8>) throws(FileError)
        -> TreePath
    {
        let temporary = root.appending(name: Self.prefix + Array(name))
        do throws(FileError) {
            if let durable {
                try durable.write(contents, unsynchronizedTo: temporary)
            } else {
                try files.write(contents, to: temporary, creating: FileAttributes(mode: 0o644))
            }
        } catch {
            // On a full disk it would take the last of the room.
            try? files.unlink(temporary)
            throw error
        }
        return temporary
    }

    /// Writes a file that is to get its name with the next `commit`.
    func add(_ contents: FileContents, at target: TreePath) throws(FileError) {
        pending.append((try write(contents, target.name), target))
    }

    /// Opens a file whose name is not known before its bytes are; `add` or `discard` follows.
    func open(_ name: some Sequence<UInt8>) throws(FileError) -> StagedFile {
        let temporary = root.appending(name: Self.prefix + Array(name))
        return StagedFile(
            sink: try durable?.sink(unsynchronizedTo: temporary)
                ?? CollectingSink(files, temporary), temporary: temporary)
    }

    /// Gives a file that is complete its name with the next `commit`.
    func add(_ file: StagedFile, at target: TreePath) throws {
        try file.sink.finish()
        pending.append((file.temporary, target))
    }

    /// Takes back a file that was opened.
    func discard(_ file: StagedFile) {
        // Best effort: the next save removes what is left.
        try? files.unlink(file.temporary)
    }

    /// Makes sure that a file another tool may have left unsynchronised is synchronised as well.
    func settle(_ path: TreePath) {
        unsettled.append(path)
        touch(path.parent)
    }

    /// Makes everything that was added durable under its own name.
    ///
    /// - Parameter last: a file that gets its name when all others have theirs for good. Its bytes
    ///   become durable together with theirs: waiting for the disk is what a save takes its time for.
    package func commit(last: (contents: FileContents, target: TreePath)? = nil) throws(FileError) {
        let count = pending.count
        if let last { try add(last.contents, at: last.target) }
        let names = pending.map(\.temporary) + unsettled
        if !names.isEmpty { try durable?.synchronize(files: names) }
        unsettled = []
        try name(count)
        if last != nil { try name(1) }
    }

    /// Gives the first files that were added their names, for good.
    private func name(_ count: Int) throws(FileError) {
        for (temporary, target) in pending.prefix(count) {
            try files.rename(temporary, to: target)
            touch(target.parent)
        }
        pending.removeFirst(count)
        for directory in parents { try? durable?.synchronize(directory: directory) }
        for directory in directories { try durable?.synchronize(directory: directory) }
        (parents, directories) = ([], [])
    }

    /// Takes back the files that did not get their names.
    func discard() {
        // Best effort: the next save removes what is left.
        for (temporary, _) in pending { try? files.unlink(temporary) }
        pending = []
    }
}

/// A file on its way into a directory, under a name of its own.
struct StagedFile {
    let sink: any FileSink
    let temporary: TreePath
}
