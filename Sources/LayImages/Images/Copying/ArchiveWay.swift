internal import LayFiles

/// The way to a directory of an archive over links, below the root that is unpacked into.
struct ArchiveWay {
    private let directory: TreePath
    /// Where it has come to.
    private var names: [ArraySlice<UInt8>] = []
    /// What is ahead, the next name at the end.
    private var waiting: [ArraySlice<UInt8>]
    private var current: ArraySlice<UInt8> = []
    private var links = 0
    /// How many of the names are there, once one is missing.
    private var known: Int?

    /// Links followed before a path is given up as a circle, as in Linux.
    private static let mostLinks = 40

    init(_ directory: TreePath) {
        self.directory = directory
        waiting = directory.components.reversed()
    }

    /// True while names are ahead.
    var isOpen: Bool { !waiting.isEmpty }

    /// Where it has come to.
    var place: TreePath { Self.path(names) }

    private static func path(_ names: some Collection<ArraySlice<UInt8>>) -> TreePath {
        TreePath(bytes: Array(names.joined(separator: [UInt8(ascii: "/")])))
    }

    /// Passes all directories that lie ahead; gives how many questions that took.
    ///
    /// - Complexity: O(log *n*) questions for *n* names.
    mutating func pass(_ isDirectory: (TreePath) -> Bool) -> Int {
        if known != nil { return 1 }
        let run = waiting.reversed().prefix { !Self.isDots($0) }
        var (low, high, questions) = (0, run.count, 1)
        while low < high {
            // Mostly all of them are there, or all but the last.
            let middle = questions < 3 ? high : (low + high + 1) / 2
            questions += 1
            if isDirectory(Self.path(names + run.prefix(middle))) {
                low = middle
            } else {
                high = middle - 1
            }
        }
        names += run.prefix(low)
        waiting.removeLast(low)
        return questions
    }

    /// The place of the next name; `nil` where there is nothing to be looked at.
    ///
    /// - Throws: `ImageError` for a way that leads out.
    mutating func next() throws(ImageError) -> TreePath? {
        guard let name = waiting.popLast() else { return nil }
        if name.elementsEqual(".".utf8) { return nil }
        if name.elementsEqual("..".utf8) {
            if names.popLast() == nil { throw ImageError.entryEscapes(directory) }
            if let known, names.count <= known { self.known = nil }
            return nil
        }
        current = name
        if known != nil {
            names.append(name)
            return nil
        }
        return Self.path(names + [name])
    }

    /// Goes on into the name that was given.
    mutating func enter() { names.append(current) }

    /// Goes on into the name that was given, which is not there.
    mutating func enterNothing() {
        known = names.count
        names.append(current)
    }

    /// Goes on to where a link of that name leads.
    ///
    /// - Throws: `ImageError` for a circle.
    mutating func follow(_ target: [UInt8]) throws(ImageError) {
        links += 1
        if links > Self.mostLinks || waiting.count > 4096 {
            throw ImageError.entryLoops(directory)
        }
        if target.first == UInt8(ascii: "/") {
            names = []
            waiting += TreePath(bytes: target).components.reversed()
        } else {
            waiting += target.split(separator: UInt8(ascii: "/")).reversed()
        }
    }

    private static func isDots(_ name: ArraySlice<UInt8>) -> Bool {
        name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8)
    }
}
