public import LayFiles
internal import LayImages

extension BuildContext {
    /// A path of the directory that is a context, and whether it is sent.
    public struct Listed: Sendable {
        /// What becomes of it.
        public enum Fate: Sendable, Equatable {
            /// It is sent.
            case sent
            /// It is ignored, and yet sent, as something in it is.
            case way
            /// It is not sent.
            case ignored
        }

        /// The path seen from the root.
        public let path: TreePath
        /// What is there.
        public let kind: FileKind
        /// Bytes of a file.
        public let size: Int
        /// What becomes of it.
        public let fate: Fate
        /// The line of the ignore file that decided; `nil` where none fits.
        public let line: IgnoreFile.Line?
    }

    /// Everything below the root in order, with what becomes of it.
    ///
    /// - Parameter entersIgnored: false to leave out what is in directories of which nothing is sent.
    /// - Throws: `FileError`.
    /// - Complexity: O(*n*) in the entries; all directories are looked at.
    public func listing(entersIgnored: Bool = true) throws -> [Listed] {
        var result: [Listed] = []
        var frames: [(directory: ContextDirectory, next: Int)] = [(root, 0)]
        while let (directory, next) = frames.popLast() {
            let contents = try directory.read()
            if next == contents.entries.count { continue }
            frames.append((directory, next + 1))
            let (entry, state) = (contents.entries[next], contents.states[next])
            let isDirectory = entry.node.kind == .directory
            var fate = Listed.Fate.sent
            if state.isMatched { fate = try directory.isVisible(next) ? .way : .ignored }
            result.append(
                Listed(
                    path: directory.path.appending(name: entry.path.name), kind: entry.node.kind,
                    size: entry.node.size, fate: fate, line: ignoreFile?.decision(state).line))
            if isDirectory, entersIgnored || fate != .ignored {
                frames.append((try directory.child(next), 0))
            }
        }
        return result
    }
}
