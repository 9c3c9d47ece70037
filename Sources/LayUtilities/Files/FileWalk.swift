internal import LayBounds
import LayFiles
import LayShell

/// A walk through all below a word, from above to below and without a recursion: a tree may be deeper
/// than a stack.
struct FileWalk {
    /// What was come to.
    struct Place {
        /// The name as it is shown: the word and what is below it.
        let name: [UInt8]
        let entry: FileEntry
        /// 0 for the word itself.
        let depth: Int
        /// True for a link that was followed.
        let isThroughLink: Bool
    }

    /// What happens in a walk.
    enum Step {
        /// Something stands there; a directory comes before what is in it.
        case found(Place)
        /// A directory's entries are all behind.
        case left(Place)
        /// A directory cannot be read.
        case unreadable(Place, FileError)
        /// A link that is followed leads to a directory above it.
        case loop(Place)
    }

    private let call: UtilityCall
    /// True where links inside are followed.
    private let follows: Bool
    private var first: Place?
    private var waiting: Place?
    private var open: [(place: Place, rest: ArraySlice<FileEntry>, held: Int)] = []

    /// A walk that has not begun.
    ///
    /// - Throws: `FileError` when there is nothing.
    init(_ word: [UInt8], _ call: UtilityCall, followsFirst: Bool = false, follows: Bool = false)
        throws(FileError)
    {
        self.call = call
        self.follows = follows
        let link = try call.entry(word, follow: false)
        var entry = link
        if followsFirst || follows, link.node.kind == .symlink {
            entry = (try? call.entry(word, follow: true)) ?? link
        }
        let isThrough = link.node.kind == .symlink && entry.node.kind != .symlink
        first = Place(name: word, entry: entry, depth: 0, isThroughLink: isThrough)
    }

    /// The next step; `nil` at the end.
    ///
    /// - Throws: `BoundReached`.
    mutating func next() throws -> Step? {
        try call.context.step()
        if let place = first {
            first = nil
            return found(place)
        }
        if let place = waiting {
            waiting = nil
            do {
                let entries = try call.files.survey(place.entry.path)
                let held = entries.count * 256
                try call.context.hold(held)
                open.append((place, entries[...], held))
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                open.append((place, [], 0))
                return .unreadable(place, error)
            }
        }
        guard let last = open.indices.last else { return nil }
        guard let entry = open[last].rest.popFirst() else {
            let (place, _, held) = open.removeLast()
            call.context.release(held)
            return .left(place)
        }
        let directory = open[last].place
        let name = FileName.joined(directory.name, entry.path.name)
        if follows, entry.node.kind == .symlink,
            let target = try? call.files.entry(at: entry.path, follow: true)
        {
            let place = Place(
                name: name, entry: target, depth: directory.depth + 1, isThroughLink: true)
            if open.contains(where: { $0.place.entry.path == target.path }) { return .loop(place) }
            return found(place)
        }
        return found(
            Place(name: name, entry: entry, depth: directory.depth + 1, isThroughLink: false))
    }

    private mutating func found(_ place: Place) -> Step {
        if place.entry.node.kind == .directory { waiting = place }
        return .found(place)
    }

    /// Goes not into the directory that was found last.
    mutating func skip() { waiting = nil }
}
