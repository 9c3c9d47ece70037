#if os(Linux)
    import CKernel
    import Glibc
    import LayFiles

    /// All that two trees are compared by, as plain values: Lay's own `==` has no part in it.
    ///
    /// Left out: mtimes of directories, atimes, ctimes, inode numbers as such, and `st_nlink`,
    /// because overlayfs without an index gives a lower inode the count of its layer, which still
    /// has the names that upper layers hide or broke off.
    struct Snapshot {
        struct Item: Equatable {
            var kind: FileKind
            /// A file's contents or a link's target.
            var bytes: [UInt8] = []
            var device = DeviceNumber(major: 0, minor: 0)
            var attributes: FileAttributes
            /// Zero for directories.
            var modified: Nanoseconds
            /// The inode's first name in path order.
            var first: TreePath
            /// How many names of the tree lead to the inode.
            var names = 1
        }

        private(set) var items: [TreePath: Item] = [:]

        /// The paths, parents first.
        var paths: [TreePath] { items.keys.sorted() }

        // MARK: Of Lay

        init(_ tree: FileTree) throws {
            var first: [Int: TreePath] = [:]
            var told: [TreePath: Int] = [:]
            for entry in tree.walk() {
                var item = try Item(entry.node, at: entry.path)
                if entry.linkID != 0 {
                    item.first = first[entry.linkID, default: entry.path]
                    first[entry.linkID] = item.first
                }
                items[entry.path] = item
                if entry.node.kind != .directory { told[entry.path] = entry.linkCount }
            }
            countNames()
            for (path, count) in told where items[path]?.names != count {
                throw OracleFailure("Lay counts \(count) names of the inode at \(path)")
            }
        }

        // MARK: Of the kernel

        /// What lies in a real directory, `trusted.overlay.*` left out.
        init(_ directory: String) throws {
            var first: [UInt64: TreePath] = [:]
            func visit(_ path: TreePath) throws {
                let real = directory + (path.isRoot ? "" : "\(path)")
                guard let stat = Kernel.stat(real), let kind = Kernel.kind(mode: stat.mode) else {
                    throw OracleFailure("\(real) cannot be looked at")
                }
                var item = Item(
                    kind: kind,
                    attributes: FileAttributes(
                        mode: UInt16(stat.mode & 0o7777), uid: stat.uid, gid: stat.gid,
                        extendedAttributes: try Kernel.extendedAttributes(real).filter {
                            !$0.name.starts(with: "trusted.overlay.".utf8)
                        }),
                    modified: kind == .directory ? 0 : stat.modified, first: path)
                switch kind {
                case .file: item.bytes = try Kernel.read(real, size: Int(stat.size))
                case .symlink: item.bytes = try Kernel.target(real)
                case .characterDevice, .blockDevice:
                    item.device = DeviceNumber(major: stat.major, minor: stat.minor)
                case .fifo, .directory: break
                }
                if kind != .directory, stat.links > 1 {
                    item.first = first[stat.inode, default: path]
                    first[stat.inode] = item.first
                }
                items[path] = item
                guard kind == .directory else { return }
                for name in try Kernel.names(real) { try visit(path.appending(name: name)) }
            }
            try visit(.root)
            countNames()
        }

        private mutating func countNames() {
            var counts: [TreePath: Int] = [:]
            for item in items.values { counts[item.first, default: 0] += 1 }
            for path in items.keys {
                guard let first = items[path]?.first else { continue }
                items[path]?.names = counts[first] ?? 0
            }
        }

        // MARK: Comparing

        /// Fails with what differs.
        func expect(_ other: Snapshot, _ what: String) throws {
            var lines: [String] = []
            for path in Set(paths).union(other.paths).sorted()
            where items[path] != other.items[path] {
                lines.append("  \(path)")
                lines.append("    one    \(items[path].map { "\($0)" } ?? "nothing")")
                lines.append("    other  \(other.items[path].map { "\($0)" } ?? "nothing")")
            }
            if lines.isEmpty { return }
            throw OracleFailure("\(what):\n" + lines.joined(separator: "\n"))
        }
    }

    extension Snapshot.Item {
        /// A node of Lay at a path, as its inode's only name.
        init(_ node: FileNode, at path: TreePath) throws {
            self.init(
                kind: node.kind, attributes: node.attributes,
                modified: node.kind == .directory ? 0 : node.modified, first: path)
            switch node.body {
            case .file(let contents): bytes = try contents.bytes()
            case .symlink(let target): bytes = target
            case .characterDevice(let device), .blockDevice(let device): self.device = device
            case .directory, .fifo: break
            }
        }

        /// The item as Lay has it, with one name.
        var node: FileNode {
            let body: FileNode.Body =
                switch kind {
                case .file: .file(FileContents(bytes))
                case .directory: .directory
                case .symlink: .symlink(target: bytes)
                case .fifo: .fifo
                case .characterDevice: .characterDevice(device)
                case .blockDevice: .blockDevice(device)
                }
            return FileNode(body, attributes: attributes, modified: modified)
        }
    }

    extension Snapshot.Item: CustomStringConvertible {
        var description: String {
            var text = "\(kind.word) \(String(attributes.mode, radix: 8))"
            text += " \(attributes.uid):\(attributes.gid) mtime \(modified) names \(names)"
            let shown = bytes.prefix(40).map { $0 == 0 ? UInt8(ascii: "~") : $0 }
            text += " of \(first) [\(TreePath.display(shown[...]))] \(bytes.count) bytes"
            if kind == .blockDevice || kind == .characterDevice {
                text += " \(device.major):\(device.minor)"
            }
            for attribute in attributes.extendedAttributes {
                text += " \(TreePath.display(attribute.name[...]))=\(attribute.value)"
            }
            return text
        }
    }
#endif
