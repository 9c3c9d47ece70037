/// A tree that is changed in place by programs, for the files of it that are open.
package protocol OpenTree: AnyObject {
    /// The tree as it is now, to be read and not kept.
    var openTree: FileTree { get throws(FileError) }
    /// Changes the file at a path without links, within the bounds that the tree has.
    func change(
        _ path: TreePath, _ body: (inout FileTree) throws(FileError) -> Void
    ) throws(FileError)
    /// The time that changed files get.
    var now: Nanoseconds { get }
}

/// The files of one tree that are open.
///
/// A tree has no numbers for its files, so an open file is known by its path, which is followed when
/// it is renamed. When its last name goes, the contents stay with whoever holds it.
package final class OpenTreeFiles {
    private struct Holder { weak var file: OpenTreeFile? }
    private var files: [TreePath: Holder] = [:]

    package init() {}

    /// True when nobody holds a file.
    package var isEmpty: Bool {
        if !files.isEmpty { files = files.filter { $0.value.file != nil } }
        return files.isEmpty
    }

    /// The open file at a path without links, shared by all who open it by whatever name.
    package func file(at path: TreePath, of tree: any OpenTree) throws(FileError)
        -> any OpenFileBody
    {
        if let known = files[path]?.file, known.path == path { return known }
        let now = try tree.openTree
        let link = try now.entry(at: path, follow: false).linkID
        if link != 0 {
            for (name, holder) in files {
                guard let known = holder.file,
                    (try? now.entry(at: name, follow: false))?.linkID == link
                else { continue }
                return known
            }
        }
        let file = OpenTreeFile(tree, path)
        files[path] = Holder(file: file)
        return file
    }

    /// Runs what takes the name `path` away.
    package func removing(
        _ path: TreePath, from tree: FileTree, _ body: () throws(FileError) -> Void
    ) throws(FileError) {
        let leave = leaving(path, tree)
        try body()
        leave?()
    }

    /// Runs what gives the file or directory at `source` the name `target`.
    package func renaming(
        _ source: TreePath, to target: TreePath, in tree: FileTree,
        _ body: () throws(FileError) -> Void
    ) throws(FileError) {
        guard let moved = (try? tree.entry(at: source, follow: false))?.path else {
            return try body()
        }
        let replaced = try? tree.entry(at: target, follow: false)
        guard
            let place = replaced?.path
                ?? (try? tree.resolve(target.parent, lastMayBeMissing: false))?
                .appending(name: target.name)
        else { return try body() }
        // Two names of one file: rename(2) does nothing.
        let isSame =
            moved == place
            || replaced.map { old in
                old.linkID != 0
                    && old.linkID == (try? tree.entry(at: moved, follow: false))?.linkID
            } ?? false
        if isSame { return try body() }
        let leave = leaving(place, tree)
        try body()
        leave?()
        for (path, holder) in files where path.isBelowOrEqual(moved) {
            guard let file = holder.file, let below = path.relative(to: moved) else { continue }
            files[path] = nil
            let new = place.appending(below)
            file.path = new
            files[new] = holder
        }
    }

    /// What is to be done when the name at `path` is gone; `nil` when no open file has it.
    private func leaving(_ path: TreePath, _ tree: FileTree) -> (() -> Void)? {
        guard let entry = try? tree.entry(at: path, follow: false),
            let file = files[entry.path]?.file, case .file(let contents) = entry.node.body
        else { return nil }
        let other =
            entry.linkID == 0
            ? nil : tree.walk().first { $0.linkID == entry.linkID && $0.path != entry.path }?.path
        return { [self] in
            files[entry.path] = nil
            file.path = other
            if let other {
                files[other] = files[other] ?? Holder(file: file)
            } else {
                file.contents = contents
            }
        }
    }
}

/// A file of a tree that is open.
private final class OpenTreeFile: OpenFileBody {
    private let tree: any OpenTree
    /// Its path without links; `nil` once it has no name any more.
    var path: TreePath?
    /// What it holds when it has no name.
    var contents = FileContents.empty

    init(_ tree: any OpenTree, _ path: TreePath) {
        self.tree = tree
        self.path = path
    }

    /// The contents as they are now.
    private var current: FileContents {
        get throws(FileError) {
            guard let path else { return contents }
            guard
                case .file(let found)? = try? tree.openTree.entry(at: path, follow: false).node.body
            else {
                // The whole tree was replaced, by a script that went back to a former one.
                self.path = nil
                return contents
            }
            return found
        }
    }

    var size: Int { get throws(FileError) { try current.count } }

    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] { try current.bytes(in: range) }

    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        let size = try size
        let start = offset ?? size
        guard let path else {
            try contents.write(bytes, at: start)
            return start + bytes.count
        }
        let time = tree.now
        try tree.change(path) { (tree) throws(FileError) in
            try tree.write(bytes, to: path, at: start, now: time)
        }
        return start + bytes.count
    }

    func truncate(to size: Int) throws(FileError) {
        guard let path else { return try contents.truncate(to: size) }
        let time = tree.now
        try tree.change(path) { (tree) throws(FileError) in
            try tree.truncate(path, to: size, now: time)
        }
    }
}
