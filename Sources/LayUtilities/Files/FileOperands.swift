internal import LayBounds
import LayFiles
import LayShell

/// Words that name files, as system calls see them.
extension UtilityCall {
    var files: any FileSystem { context.files }

    /// The path of a word, whose `..` lead up from where links lead.
    ///
    /// - Throws: `FileError` for an empty word, and where a `..` has no directory in front of it.
    func place(_ word: [UInt8]) throws(FileError) -> TreePath {
        if word.isEmpty { throw FileError(.notFound, .root) }
        guard FileName.hasParents(word) else { return path(word) }
        var place = word[0] == FileName.slash ? TreePath.root : context.workingDirectory
        for name in word.split(separator: FileName.slash) {
            if name.elementsEqual("..".utf8) {
                let directory = try files.resolve(place, lastMayBeMissing: false)
                if try files.status(at: directory, follow: false).kind != .directory {
                    throw FileError(.notDirectory, place)
                }
                place = directory.parent
            } else if !name.elementsEqual(".".utf8) {
                place = place.appending(name: name)
            }
        }
        return place
    }

    /// What a word names; behind a slash there must be a directory, and a link is followed.
    ///
    /// - Throws: `FileError`.
    func entry(_ word: [UInt8], follow: Bool) throws(FileError) -> FileEntry {
        let place = try place(word)
        guard FileName.namesDirectory(word) else {
            return try files.entry(at: place, follow: follow)
        }
        let entry = try files.entry(at: place, follow: true)
        if entry.node.kind != .directory { throw FileError(.notDirectory, place) }
        return entry
    }

    /// True where a word names a directory, or a link to one.
    func isDirectory(_ word: [UInt8]) -> Bool {
        (try? entry(word, follow: true))?.node.kind == .directory
    }

    /// What a new file or directory of the process gets.
    func newAttributes(_ mode: UInt16) -> FileAttributes {
        FileAttributes(mode: mode & ~context.umask, uid: context.uid, gid: context.gid)
    }

    /// Says what cannot be done, and sets the status: `NAME: cannot VERB 'FILE': reason`.
    ///
    /// - Throws: the error where it is a bound of the host.
    func cannot(_ verb: String, _ name: [UInt8], _ error: any Error, status: UInt8 = 1) throws {
        try complain((manner == .gnu ? "cannot " : "can't ") + verb, name, error, status: status)
    }

    /// Does something for each operand in steps of their own.
    ///
    /// - Throws: what `body` throws.
    func eachOperand(_ words: [[UInt8]]? = nil, _ body: ([UInt8]) throws -> Void) throws {
        for word in words ?? operands {
            try context.step()
            try body(word)
        }
    }

    /// Asks on the error output, and reads the answer.
    ///
    /// - Throws: `BoundReached`, and what reading throws.
    func confirms(_ question: String) throws -> Bool {
        try flush()
        try context.errors.write("\(context.name): \(question)")
        var answer: UInt8?
        while let byte = try context.read(1).first, byte != 10 { answer = answer ?? byte }
        return answer == UInt8(ascii: "y") || answer == UInt8(ascii: "Y")
    }

    /// The zone of the process's clock.
    var zone: [UInt8] { Array((context["TZ"] ?? "").utf8) }
}

/// What can be told of a file's name from its bytes.
enum FileName {
    static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// True for a word with a `..` among its names.
    static func hasParents(_ word: [UInt8]) -> Bool {
        word.split(separator: slash).contains { $0.elementsEqual("..".utf8) }
    }

    /// True for a word that only a directory can have: it ends in `/`, `/.` or `/..`.
    static func namesDirectory(_ word: [UInt8]) -> Bool {
        word.last == slash || isDots(last(word))
    }

    /// True for `.` and `..`.
    static func isDots(_ name: some Collection<UInt8>) -> Bool {
        name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8)
    }

    /// The last name, as basename(1) has it, without slashes behind it; `/` for the root.
    static func last(_ word: [UInt8]) -> [UInt8] {
        let trimmed = trimmed(word)
        guard let start = trimmed.lastIndex(of: slash) else { return trimmed }
        return start == trimmed.count - 1 ? trimmed : Array(trimmed[(start + 1)...])
    }

    /// What stands before the last name, as dirname(1) has it.
    static func directory(_ word: [UInt8]) -> [UInt8] {
        let trimmed = trimmed(word)
        guard let start = trimmed.lastIndex(of: slash) else { return [dot] }
        let parent = self.trimmed(Array(trimmed[..<start]))
        return parent.isEmpty ? [slash] : parent
    }

    /// Without slashes at the end, but for a root.
    static func trimmed(_ word: [UInt8]) -> [UInt8] {
        var end = word.count
        while end > 1, word[end - 1] == slash { end -= 1 }
        return end == word.count ? word : Array(word[..<end])
    }

    /// A name in a directory, as it is shown.
    static func joined(_ directory: [UInt8], _ name: some Collection<UInt8>) -> [UInt8] {
        if directory.isEmpty { return Array(name) }
        return directory + (directory.last == slash ? [] : [slash]) + name
    }
}
