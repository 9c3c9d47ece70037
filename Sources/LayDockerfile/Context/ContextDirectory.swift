internal import LayFiles
internal import LayImages

/// A directory of a context: what is in it, once somebody asked, and what of that is ignored.
final class ContextDirectory {
    /// The directory itself.
    let node: FileNode
    /// Where it is in the context.
    let path: TreePath
    /// What is known of it by the ignore file.
    let state: PathPatterns.State
    /// Where it is in its file system.
    private let place: TreePath
    private let files: any FileSystem
    private let patterns: PathPatterns
    private var contents: Contents?
    private var children: [Int: ContextDirectory] = [:]
    /// True for the way to something that is sent, once somebody asked.
    private var knownWay: Bool?

    /// What is in it, in byte order, with what is known of each.
    struct Contents {
        let entries: [FileEntry]
        let states: [PathPatterns.State]
    }

    /// The root of a context.
    init(
        _ place: TreePath, of files: any FileSystem, _ node: FileNode, _ patterns: PathPatterns
    ) {
        self.place = place
        self.files = files
        self.node = node
        self.patterns = patterns
        path = .root
        state = patterns.start
    }

    private init(
        _ entry: FileEntry, _ path: TreePath, _ state: PathPatterns.State,
        in parent: ContextDirectory
    ) {
        place = entry.path
        files = parent.files
        node = entry.node
        patterns = parent.patterns
        self.path = path
        self.state = state
    }

    /// What is in it.
    ///
    /// - Complexity: O(*n* log *n*) in the names the first time, O(1) afterwards.
    func read() throws(FileError) -> Contents {
        if let contents { return contents }
        let entries = try files.survey(place)
        var states: [PathPatterns.State] = []
        states.reserveCapacity(entries.count)
        for entry in entries {
            states.append(
                patterns.isEmpty
                    ? state
                    : patterns.state(of: path.appending(name: entry.path.name), in: state))
        }
        let read = Contents(entries: entries, states: states)
        contents = read
        return read
    }

    /// The place of a name; `nil` when there is none.
    ///
    /// - Complexity: O(log *n*).
    func index(of name: ArraySlice<UInt8>) throws(FileError) -> Int? {
        let entries = try read().entries
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].path.name.lexicographicallyPrecedes(name) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < entries.count && entries[low].path.name == name ? low : nil
    }

    /// The directory that is at a place.
    func child(_ index: Int) throws(FileError) -> ContextDirectory {
        if let known = children[index] { return known }
        let contents = try read()
        let entry = contents.entries[index]
        let child = ContextDirectory(
            entry, path.appending(name: entry.path.name), contents.states[index], in: self)
        children[index] = child
        return child
    }

    /// True for what is sent: what no line ignores, and a directory on the way to such.
    ///
    /// - Complexity: O(1), and O(*n*) in what is below a directory that is ignored in part.
    func isVisible(_ index: Int) throws(FileError) -> Bool {
        let contents = try read()
        if !contents.states[index].isMatched { return true }
        guard contents.entries[index].node.kind == .directory else { return false }
        return try child(index).isWay()
    }

    /// True for an ignored directory below which something is not.
    ///
    /// - Complexity: O(*n*) in what is below, over all times it is asked of these directories.
    private func isWay() throws(FileError) -> Bool {
        if let knownWay { return knownWay }
        // Without recursion, as a directory may lie as deep as it likes.
        var frames: [(directory: ContextDirectory, next: Int)] = [(self, 0)]
        while let (directory, next) = frames.popLast() {
            let isSettled =
                next == 0 && patterns.isSettled(below: directory.path, directory.state)
            let contents = isSettled ? nil : try directory.read()
            guard let contents, next < contents.entries.count else {
                directory.knownWay = false
                continue
            }
            frames.append((directory, next + 1))
            let isDirectory = contents.entries[next].node.kind == .directory
            let child = isDirectory ? try directory.child(next) : nil
            if !contents.states[next].isMatched || child?.knownWay == true {
                for frame in frames { frame.directory.knownWay = true }
                return true
            }
            if let child, child.knownWay == nil { frames.append((child, 0)) }
        }
        return false
    }

    /// The places of what is sent.
    ///
    /// - Complexity: O(*n*).
    func visible() throws(FileError) -> [Int] {
        let contents = try read()
        if patterns.isEmpty { return Array(contents.entries.indices) }
        if !state.isMatched, patterns.isSettled(below: path, state) {
            return Array(contents.entries.indices)
        }
        var result: [Int] = []
        for index in contents.entries.indices where try isVisible(index) { result.append(index) }
        return result
    }
}
