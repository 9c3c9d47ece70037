internal import LayBounds
internal import LayFiles

/// A walk through a directory of an origin that takes what patterns leave of it, and does not enter
/// where nothing can be taken.
struct FilteredWalk {
    let origin: any CopyOrigin
    let top: TreePath
    /// What is taken; `nil` for everything.
    let includes: PathPatterns?
    /// What is left out of that.
    let excludes: PathPatterns?

    private var result = FileTree()
    private var links: [Int: TreePath] = [:]
    private var frames: [Frame] = []
    private var pace = RunBounds.Pace()

    /// A directory on the way.
    private struct Frame {
        /// Seen from the top.
        let path: TreePath
        let node: FileNode
        let included: PathPatterns.State?
        let excluded: PathPatterns.State?
        var items: ArraySlice<DirectoryItem>
        /// True when it stands in the result.
        var isTaken: Bool
    }

    init(
        origin: any CopyOrigin, top: TreePath, includes: PathPatterns?, excludes: PathPatterns?
    ) {
        self.origin = origin
        self.top = top
        self.includes = includes
        self.excludes = excludes
    }

    /// Walks.
    ///
    /// - Throws: `FileError`, and what the origin refuses.
    /// - Complexity: O(*n*) in the entries that are looked at.
    mutating func run() throws -> FileTree {
        guard let entry = try origin.entry(at: top, follow: false) else { return result }
        try result.put(entry.node, at: .root)
        var times: [(path: TreePath, modified: Nanoseconds)] = [(.root, entry.node.modified)]
        frames = [
            Frame(
                path: .root, node: entry.node, included: includes?.start,
                excluded: excludes?.start, items: try origin.list(top)[...], isTaken: true)
        ]
        while var frame = frames.popLast() {
            guard let item = frame.items.popFirst() else {
                if frame.isTaken { times.append((frame.path, frame.node.modified)) }
                continue
            }
            frames.append(frame)
            try pace.step(8)
            try visit(item, in: frame)
        }
        for (path, modified) in times { try result.setModified(modified, of: path, follow: false) }
        return result
    }

    private mutating func visit(_ item: DirectoryItem, in frame: Frame) throws {
        let path = frame.path.appending(name: item.name)
        var included: PathPatterns.State?
        var excluded: PathPatterns.State?
        if let includes, let above = frame.included {
            included = includes.state(of: path, in: above)
        }
        if let excludes, let above = frame.excluded {
            excluded = excludes.state(of: path, in: above)
        }
        let isTaken = included?.isMatched != false && excluded?.isMatched != true
        let isDirectory = item.kind == .directory
        if !isTaken, !isDirectory { return }
        if isDirectory, !isTaken, isSettled(path, included, excluded) { return }
        guard let entry = try origin.entry(at: top.appending(path), follow: false) else { return }
        if isTaken { try take(entry, at: path) }
        guard isDirectory else { return }
        frames.append(
            Frame(
                path: path, node: entry.node, included: included, excluded: excluded,
                items: try origin.list(top.appending(path))[...], isTaken: isTaken))
    }

    /// True when nothing below a directory that is not taken can be.
    private func isSettled(
        _ path: TreePath, _ included: PathPatterns.State?, _ excluded: PathPatterns.State?
    ) -> Bool {
        if let includes, let included, !included.isMatched,
            includes.isSettled(below: path, included)
        {
            return true
        }
        if let excludes, let excluded, excluded.isMatched {
            return excludes.isSettled(below: path, excluded)
        }
        return false
    }

    /// Puts an entry into the result, with the directories on the way that are not there yet.
    private mutating func take(_ entry: FileEntry, at path: TreePath) throws {
        for index in frames.indices where !frames[index].isTaken {
            try result.put(frames[index].node, at: frames[index].path)
            frames[index].isTaken = true
        }
        if entry.linkID != 0, let first = links[entry.linkID] {
            try result.link(first, to: path)
            return
        }
        if entry.linkID != 0 { links[entry.linkID] = path }
        try result.put(entry.node, at: path)
    }
}
