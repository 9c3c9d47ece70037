/// The entries of a layer as bytes, without the contents of its files: with it a saved layer is
/// known without a look at its blob.
///
///     magic │ inodes with several names │ directories, those below first │ the root's own entry
///
/// A directory is the list of its entries in name order. One that it holds is named by its number in
/// the list of directories; a file's contents by their place in the layer's uncompressed tar.
public enum LayerIndex {
    /// Bytes that a layer's files may have together: sizes are added up without a fear of overflow.
    static let claimLimit = 1 << 50
    static let magic = Array("lay-layer-index-2\n".utf8)

    // What an entry's first byte says beside the kind.
    static let kindMask: UInt8 = 0x7
    static let makesWayFlag: UInt8 = 0x8
    static let linkFlag: UInt8 = 0x10
    static let opaqueFlag: UInt8 = 0x20
    static let implicitFlag: UInt8 = 0x40
    static let wasThereFlag: UInt8 = 0x80

    /// How an index says where contents are.
    enum Place: UInt8 {
        case empty, slice, sparse
    }

    /// The index of a layer whose contents are in `source`, its uncompressed tar; `nil` when some
    /// are elsewhere.
    ///
    /// - Complexity: O(*c*) in the changes.
    public static func bytes(of changes: TreeChanges, source: ByteSource) -> [UInt8]? {
        var encoder = Encoder(changes.upper, source)
        return encoder.encode() ? encoder.writer.bytes : nil
    }

    private struct Encoder {
        let tree: FileTree
        let source: ByteSource
        var writer = IndexWriter()
        private var linkNumbers: [Int: Int] = [:]
        private var directoryNumbers: [UnsafeMutablePointer<TreeEntry>: Int] = [:]

        init(_ tree: FileTree, _ source: ByteSource) {
            self.tree = tree
            self.source = source
        }

        mutating func encode() -> Bool {
            writer.add(raw: LayerIndex.magic)
            // By number: the table itself has no order that means anything.
            let inodes = tree.links.all.sorted { $0.number < $1.number }
            writer.add(inodes.count)
            for (number, inode) in inodes {
                linkNumbers[number] = linkNumbers.count
                writer.add(byte: inode.node.kind.rawValue)
                writer.add(inode.names)
                guard add(inode.node) else { return false }
            }
            let directories = directories()
            writer.add(directories.count)
            for directory in directories {
                guard add(entriesOf: directory.pointee) else { return false }
                directoryNumbers[directory] = directoryNumbers.count
            }
            return add(tree.rootPointer, name: nil)
        }

        /// All directories that hold something, those below before those above.
        private func directories() -> [UnsafeMutablePointer<TreeEntry>] {
            var result = tree.root.node == nil ? [] : [tree.rootPointer]
            var walk = EntryWalk(below: tree.root)
            while let (_, entry) = walk.next() {
                if entry.pointee.isDirectory, entry.pointee.node != nil { result.append(entry) }
            }
            return result.reversed()
        }

        private mutating func add(entriesOf directory: TreeEntry) -> Bool {
            var places: [UnsafeMutablePointer<TreeEntry>] = []
            var names: [Directory.Name] = []
            var walk = EntryWalk(below: directory)
            while let (name, entry) = walk.next() {
                _ = walk.skipDescendants()
                places.append(entry)
                names.append(name)
            }
            writer.add(places.count)
            for (entry, name) in zip(places, names) {
                guard add(entry, name: name) else { return false }
            }
            return true
        }

        private mutating func add(
            _ place: UnsafeMutablePointer<TreeEntry>, name: Directory.Name?
        ) -> Bool {
            let entry = place.pointee
            var head = entry.kind
            if entry.link != 0 { head |= LayerIndex.linkFlag }
            if entry.isDirectory, entry.has(TreeEntry.isOpaque) { head |= LayerIndex.opaqueFlag }
            if entry.has(TreeEntry.isImplicit) {
                head |= LayerIndex.implicitFlag
                if entry.has(TreeEntry.makesWay) { head |= LayerIndex.makesWayFlag }
            }
            if entry.has(TreeEntry.wasThere) { head |= LayerIndex.wasThereFlag }
            writer.add(byte: head)
            if let name { writer.add(name) }
            if entry.kind == TreeEntry.whiteout { return true }
            if entry.link != 0 {
                guard let number = linkNumbers[entry.link] else { return false }
                writer.add(number)
                return true
            }
            if entry.isDirectory { writer.add(directoryNumbers[place].map { $0 + 1 } ?? 0) }
            return add(entry.fileNode)
        }

        private mutating func add(_ node: FileNode) -> Bool {
            let attributes = node.attributes
            writer.add(UInt64(attributes.mode))
            writer.add(UInt64(attributes.uid))
            writer.add(UInt64(attributes.gid))
            writer.add(signed: node.modified)
            writer.add(attributes.extendedAttributes.count)
            for attribute in attributes.extendedAttributes {
                writer.add(attribute.name)
                writer.add(attribute.value)
            }
            switch node.body {
            case .file(let contents): return add(contents)
            case .symlink(let target): writer.add(target)
            case .characterDevice(let device), .blockDevice(let device):
                writer.add(UInt64(device.major))
                writer.add(UInt64(device.minor))
            case .directory, .fifo: break
            }
            return true
        }

        private mutating func add(_ contents: FileContents) -> Bool {
            if contents.count == 0 {
                writer.add(byte: Place.empty.rawValue)
                return true
            }
            return addPlace(contents)
        }

        private mutating func addPlace(_ contents: FileContents) -> Bool {
            guard case .slice(let bytes, let offset) = contents.storage else { return false }
            if bytes === source {
                writer.add(byte: Place.slice.rawValue)
                writer.add(offset)
                writer.add(contents.count)
                return true
            }
            guard let sparse = bytes as? SparseBytes, offset == 0, sparse.count == contents.count,
                sparse.source === source
            else { return false }
            writer.add(byte: Place.sparse.rawValue)
            writer.add(sparse.offset)
            writer.add(sparse.count)
            writer.add(sparse.stretches.count)
            for stretch in sparse.stretches {
                writer.add(stretch.start)
                writer.add(stretch.count)
            }
            return true
        }
    }
}
