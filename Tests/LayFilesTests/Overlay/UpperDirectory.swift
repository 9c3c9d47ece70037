#if os(Linux)
    import CKernel
    import Glibc
    import LayFiles

    extension Snapshot.Item {
        /// Makes the node at a real path, without its other names.
        func make(_ path: String) throws {
            let outcome =
                switch kind {
                case .file:
                    kernel_write(path, O_CREAT | O_EXCL, bytes, bytes.count, 0)
                case .directory: kernel_mkdir(path, 0o700)
                case .symlink: kernel_symlink(String(decoding: bytes, as: UTF8.self), path)
                case .fifo: kernel_mknod(path, UInt32(S_IFIFO), 0, 0)
                case .characterDevice:
                    kernel_mknod(path, UInt32(S_IFCHR), device.major, device.minor)
                case .blockDevice:
                    kernel_mknod(path, UInt32(S_IFBLK), device.major, device.minor)
                }
            try Kernel.require(outcome, "make \(path)")
            try setAttributes(path)
        }

        /// Sets owner, mode, extended attributes and mtime, in the order in which none of them
        /// undoes another.
        func setAttributes(_ path: String) throws {
            try Kernel.require(kernel_chown(path, attributes.uid, attributes.gid, 0), "chown")
            if kind != .symlink {
                try Kernel.require(kernel_chmod(path, UInt32(attributes.mode)), "chmod")
            }
            for attribute in attributes.extendedAttributes {
                let name = String(decoding: attribute.name, as: UTF8.self)
                try Kernel.require(
                    kernel_setxattr(path, name, attribute.value, attribute.value.count, 0),
                    "setxattr \(name)")
            }
            try Kernel.require(kernel_set_modified(path, modified, 0), "utimens")
        }
    }

    /// An upper directory of overlayfs on one side, a layer of Lay on the other.
    enum UpperDirectory {
        private static func isWhiteout(_ item: Snapshot.Item) -> Bool {
            item.kind == .characterDevice && item.device == DeviceNumber(major: 0, minor: 0)
        }

        private static func real(_ directory: String, _ path: TreePath) -> String {
            directory + (path.isRoot ? "" : "\(path)")
        }

        private static func isOpaque(_ path: String) -> Bool {
            var value: UInt8 = 0
            return kernel_getxattr(path, "trusted.overlay.opaque", &value, 1) == 1
                && value == UInt8(ascii: "y")
        }

        /// What an upper directory says, as a layer.
        static func changes(_ directory: String) throws -> TreeChanges {
            let snapshot = try Snapshot(directory)
            var result = TreeChanges()
            for path in snapshot.paths {
                guard let item = snapshot.items[path] else { continue }
                if isWhiteout(item) {
                    try result.addRemoval(at: path)
                } else if item.first != path {
                    try result.addHardLink(to: item.first, at: path)
                } else {
                    try result.add(item.node, at: path)
                    if item.kind == .directory, isOpaque(real(directory, path)) {
                        try result.addOpaque(at: path)
                    }
                }
            }
            return result
        }

        /// Fills an empty upper directory with a layer of Lay.
        ///
        /// Directories on the way to an entry are none themselves; they get the attributes that
        /// the tree shows, as overlayfs copies them up.
        static func write(
            _ changes: TreeChanges, from lower: FileTree, to tree: FileTree, in directory: String
        ) throws {
            let before = try Snapshot(lower).items
            let items = try Snapshot(tree).items
            var first: [Int: TreePath] = [:]
            try items[.root]?.setAttributes(directory)
            for change in changes {
                // Joined layers cannot know that a removal removes nothing. overlayfs takes a
                // whiteout for granted: in a directory of the upper layer alone it is listed.
                if change.node == nil, before[change.path] == nil { continue }
                let target = real(directory, change.path)
                var parent = TreePath.root
                for name in change.path.parent.components {
                    parent = parent.appending(name: name)
                    if Kernel.stat(real(directory, parent)) != nil { continue }
                    try items[parent]?.make(real(directory, parent))
                }
                guard let node = change.node else {
                    try Kernel.require(kernel_mknod(target, UInt32(S_IFCHR), 0, 0), "whiteout")
                    continue
                }
                if change.linkID != 0, let first = first[change.linkID] {
                    try Kernel.require(kernel_link(real(directory, first), target), "link")
                    continue
                }
                if change.linkID != 0 { first[change.linkID] = change.path }
                let item = try Snapshot.Item(node, at: change.path)
                if change.path.isRoot {
                    try item.setAttributes(target)
                } else if Kernel.stat(target) != nil {
                    throw OracleFailure("the layer has \(change.path) twice")
                } else {
                    try item.make(target)
                }
                if change.isOpaque {
                    try Kernel.require(
                        kernel_setxattr(
                            target, "trusted.overlay.opaque", [UInt8(ascii: "y")], 1, 0), "opaque")
                }
            }
        }
    }
#endif
