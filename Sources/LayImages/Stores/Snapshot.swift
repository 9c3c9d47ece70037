internal import LayBounds
public import LayFiles

/// Contents as a source of bytes.
package final class ContentsSource: ByteSource, @unchecked Sendable {
    private let contents: FileContents

    package init(_ contents: FileContents) {
        self.contents = contents
        super.init(count: contents.count)
    }

    package override var isContiguous: Bool { contents.wholeStretch?.source.isContiguous ?? true }

    package override func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void)
        throws(FileError)
    {
        if let whole = contents.wholeStretch {
            try whole.source.read(
                (whole.offset + range.lowerBound)..<(whole.offset + range.upperBound), body)
            return
        }
        let bytes = try contents.bytes()
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}

/// Copies files from one file system into a tree.
public enum Snapshot {
    /// The tree of what lies at a path; links stay links.
    ///
    /// - Parameter modified: the time every file gets, so that two checkouts give equal trees.
    /// - Throws: `FileError` when something cannot be read.
    /// - Complexity: O(*n*) in the entries; of the machine's files small ones are copied.
    public static func tree(
        of files: any FileSystem, at root: TreePath, modified: Nanoseconds? = nil,
        isRootOwned: Bool = false
    ) throws(FileError) -> FileTree {
        var result = FileTree()
        var links: [Int: TreePath] = [:]
        var pace = RunBounds.Pace()
        func visit(_ path: TreePath, _ place: TreePath) throws(FileError) {
            try pace.fileStep(8)
            let entry = try files.entry(at: path, follow: place.isRoot)
            var node = entry.node
            if let modified { node.modified = modified }
            if isRootOwned {
                node.attributes.uid = 0
                node.attributes.gid = 0
            }
            if entry.linkID != 0, let first = links[entry.linkID] {
                try result.link(first, to: place)
                return
            }
            if entry.linkID != 0 { links[entry.linkID] = place }
            try result.put(node, at: place, now: modified ?? 0)
            guard node.kind == .directory else { return }
            for item in try files.list(path) {
                try visit(path.appending(name: item.name), place.appending(name: item.name))
            }
            try result.setModified(node.modified, of: place, follow: false)
        }
        try visit(root, .root)
        return result
    }
}
