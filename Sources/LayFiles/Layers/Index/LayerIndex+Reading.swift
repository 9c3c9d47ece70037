extension LayerIndex {
    /// The layer that an index tells, its contents in `source`.
    ///
    /// - Throws: `LayerIndexError` for bytes that are no index of a layer of that size.
    /// - Complexity: O(*c*) in the changes.
    public static func changes(
        in bytes: UnsafeRawBufferPointer, source: ByteSource
    ) throws(LayerIndexError) -> TreeChanges {
        var decoder = Decoder(IndexReader(bytes), source)
        do throws(LayerIndexError) {
            return try decoder.decode()
        } catch {
            decoder.releaseDirectories()
            throw error
        }
    }

    private struct Decoder {
        private var reader: IndexReader
        private let source: ByteSource
        /// The first nodes of directories that were read, 0 for those that have their place.
        private var directories: [UInt] = []
        /// Bytes that the files are said to have, together.
        private var claimed = 0
        private var inodes: [(number: Int, kind: UInt8, inode: LinkTable.Inode, seen: Int)] = []

        init(_ reader: IndexReader, _ source: ByteSource) {
            self.reader = reader
            self.source = source
        }

        func releaseDirectories() {
            for memory in directories {
                UnsafeMutableRawPointer(bitPattern: memory).map { TreeNode(memory: $0) }?.release()
            }
        }

        mutating func decode() throws(LayerIndexError) -> TreeChanges {
            guard try reader.raw(LayerIndex.magic.count).elementsEqual(LayerIndex.magic) else {
                throw reader.damaged("it is no index of a layer")
            }
            for _ in 0..<(try reader.count(least: 8)) {
                let kind = try reader.byte()
                let names = try reader.number(Int.self)
                guard kind <= FileKind.blockDevice.rawValue, kind != FileKind.directory.rawValue
                else { throw reader.damaged("an inode has the kind \(kind)") }
                let node = try node(kind)
                inodes.append(
                    (LinkTable.newNumber(), kind, LinkTable.Inode(node: node, names: names), 0))
            }
            for _ in 0..<(try reader.count(least: 3)) { directories.append(try directory()) }
            let root = try entry(try reader.byte())
            do throws(LayerIndexError) {
                guard root.isDirectory else { throw reader.damaged("the root is no directory") }
                guard reader.isAtEnd else { throw reader.damaged("bytes follow its end") }
                guard directories.allSatisfy({ $0 == 0 }) else {
                    throw reader.damaged("a directory has no place")
                }
                guard inodes.allSatisfy({ $0.seen == $0.inode.names }) else {
                    throw reader.damaged("an inode has another number of names")
                }
            } catch {
                root.releaseObjects()
                throw error
            }
            let links = LinkTable()
            for inode in inodes { links.set(inode.number, inode.inode) }
            var changes = TreeChanges()
            changes.upper = FileTree(root: root, links: links)
            return changes
        }

        // MARK: Directories

        /// A directory's entries; gives its first node, 0 without entries.
        private mutating func directory() throws(LayerIndexError) -> UInt {
            var leaves: [TreeNode] = []
            var pending: [(name: Directory.Name, entry: TreeEntry)] = []
            do throws(LayerIndexError) {
                let count = try reader.count(least: 3)
                pending.reserveCapacity(min(count, TreeNode.limit))
                var last: Directory.Name?
                for _ in 0..<count {
                    let head = try reader.byte()
                    let name = try reader.raw(try reader.number(Int.self))
                    if let fault = Self.fault(name, after: last) { throw reader.damaged(fault) }
                    last = name
                    pending.append((name, try entry(head)))
                    if pending.count == TreeNode.limit { leaves.append(Self.leaf(&pending)) }
                }
            } catch {
                for (_, entry) in pending { entry.releaseObjects() }
                for leaf in leaves { leaf.release() }
                throw error
            }
            if !pending.isEmpty { leaves.append(Self.leaf(&pending)) }
            return Directory.first(above: leaves)
        }

        private static func fault(_ name: Directory.Name, after last: Directory.Name?) -> String? {
            if name.isEmpty || name.count > 255 { return "a name has \(name.count) bytes" }
            if name.contains(0x2f) || name.contains(0) { return "a name has a slash or a zero" }
            if name[0] == 0x2e {
                if name.count == 1 || name.count == 2 && name[1] == 0x2e {
                    return "a name is '.' or '..'"
                }
                if name.starts(with: ".wh.".utf8) { return "a name begins with .wh." }
            }
            if let last, !last.lexicographicallyPrecedes(name) { return "names are out of order" }
            return nil
        }

        private static func leaf(_ pending: inout [(name: Directory.Name, entry: TreeEntry)])
            -> TreeNode
        {
            let names = pending.reduce(0) { $0 + $1.name.count }
            let leaf = TreeNode(capacity: pending.count, names: names, height: 0)
            for (name, entry) in pending { leaf.append(name, TreeNode.tag(name), entry) }
            pending.removeAll(keepingCapacity: true)
            return leaf
        }

        // MARK: Entries

        /// An entry, which holds its references.
        private mutating func entry(_ head: UInt8) throws(LayerIndexError) -> TreeEntry {
            let kind = head & LayerIndex.kindMask
            var flags: UInt8 = 0
            if head & LayerIndex.opaqueFlag != 0 { flags |= TreeEntry.isOpaque }
            if head & LayerIndex.implicitFlag != 0 { flags |= TreeEntry.isImplicit }
            if head & LayerIndex.wasThereFlag != 0 { flags |= TreeEntry.wasThere }
            if head & LayerIndex.makesWayFlag != 0 {
                guard kind == FileKind.directory.rawValue, head & LayerIndex.implicitFlag != 0
                else {
                    throw reader.damaged("an entry that is no way to another makes one")
                }
                flags |= TreeEntry.makesWay
            }
            if kind == TreeEntry.whiteout {
                guard head == kind else { throw reader.damaged("a removal says too much") }
                return .removal
            }
            guard kind <= FileKind.blockDevice.rawValue else {
                throw reader.damaged("an entry has the kind \(kind)")
            }
            let isDirectory = kind == FileKind.directory.rawValue
            guard isDirectory || flags & ~TreeEntry.wasThere == 0 else {
                throw reader.damaged("an entry is marked as a directory")
            }
            if head & LayerIndex.linkFlag != 0 {
                let number = try reader.number(Int.self)
                guard number < inodes.count, inodes[number].kind == kind else {
                    throw reader.damaged("a name has no inode")
                }
                inodes[number].seen += 1
                var entry = TreeEntry(link: inodes[number].number, kind: kind)
                entry.flags |= flags
                return entry
            }
            let number = isDirectory ? try reader.number(Int.self) : 0
            if number > 0 {
                guard number <= directories.count, directories[number - 1] != 0 else {
                    throw reader.damaged("a directory is missing or has two places")
                }
            }
            var entry = TreeEntry(try node(kind))
            entry.flags |= flags
            if number > 0 {
                entry.reference = directories[number - 1]
                directories[number - 1] = 0
            }
            return entry
        }

        private mutating func node(_ kind: UInt8) throws(LayerIndexError) -> FileNode {
            let mode = try reader.number(UInt16.self)
            guard mode <= 0o7777 else { throw reader.damaged("a mode has more than twelve bits") }
            var attributes = FileAttributes(
                mode: mode, uid: try reader.number(UInt32.self),
                gid: try reader.number(UInt32.self))
            let modified = try reader.signed()
            for _ in 0..<(try reader.count(least: 2)) {
                attributes.extendedAttributes.append(
                    ExtendedAttribute(name: try reader.string(), value: try reader.string()))
            }
            let body: FileNode.Body
            switch FileKind(rawValue: kind) ?? .file {
            case .file:
                let contents = try contents()
                claimed &+= contents.count
                guard contents.count <= LayerIndex.claimLimit, claimed <= LayerIndex.claimLimit
                else { throw reader.damaged("its files have more bytes than there can be") }
                body = .file(contents)
            case .directory: body = .directory
            case .symlink: body = .symlink(target: try reader.string())
            case .fifo: body = .fifo
            case .characterDevice: body = .characterDevice(try device())
            case .blockDevice: body = .blockDevice(try device())
            }
            return FileNode(body, attributes: attributes, modified: modified)
        }

        private mutating func device() throws(LayerIndexError) -> DeviceNumber {
            DeviceNumber(
                major: try reader.number(UInt32.self), minor: try reader.number(UInt32.self))
        }

        private mutating func contents() throws(LayerIndexError) -> FileContents {
            switch Place(rawValue: try reader.byte()) {
            case .empty: return .empty
            case .slice:
                let (offset, count) = (try reader.number(Int.self), try reader.number(Int.self))
                guard offset <= source.count, count <= source.count - offset else {
                    throw reader.damaged("contents lie outside of the layer")
                }
                return FileContents(source, offset: offset, count: count)
            case .sparse:
                let (offset, count) = (try reader.number(Int.self), try reader.number(Int.self))
                var stretches: [SparseBytes.Stretch] = []
                for _ in 0..<(try reader.count(least: 2)) {
                    stretches.append(
                        SparseBytes.Stretch(
                            start: try reader.number(Int.self), count: try reader.number(Int.self)))
                }
                guard
                    let sparse = SparseBytes(
                        source, offset: offset, stretches: stretches, count: count)
                else { throw reader.damaged("a sparse file does not fit the layer") }
                return FileContents(sparse, offset: 0, count: count)
            case nil: throw reader.damaged("contents are nowhere")
            }
        }
    }
}
