#if os(Linux)
    import CKernel
    import Glibc
    import LayFiles

    extension Operation {
        /// Makes the change in the root directory of the thread; gives the kernel's errno, or 0.
        ///
        /// A change of contents sets the file's mtime to `now`, as Lay does.
        func performByKernel(now: Nanoseconds) throws -> Kernel.Errno {
            let outcome = call()
            if outcome >= 0, let (path, follow) = changedContents {
                try Kernel.require(kernel_set_modified("\(path)", now, follow ? 1 : 0), "utimens")
            }
            return max(0, -outcome)
        }

        /// The file whose mtime the change renews.
        private var changedContents: (TreePath, follow: Bool)? {
            switch self {
            case .write(let path, _), .writeAt(let path, _, _), .append(let path, _),
                .truncate(let path, _):
                (path, true)
            case .makeSymlink(let path, _), .makeNode(let path, _): (path, false)
            default: nil
            }
        }

        private func call() -> Int32 {
            switch self {
            case .write(let path, let bytes):
                kernel_write("\(path)", O_CREAT | O_TRUNC, bytes, bytes.count, 0)
            case .writeAt(let path, let bytes, let offset):
                kernel_write("\(path)", 0, bytes, bytes.count, offset)
            case .append(let path, let bytes):
                kernel_write("\(path)", O_CREAT | O_APPEND, bytes, bytes.count, -1)
            case .truncate(let path, let size): kernel_truncate("\(path)", size)
            case .makeDirectory(let path, let mode): kernel_mkdir("\(path)", UInt32(mode))
            case .makeSymlink(let path, let target): kernel_symlink(target, "\(path)")
            case .makeNode(let path, let item): Self.makeNode(path, item)
            case .removeDirectory(let path): kernel_rmdir("\(path)")
            case .unlink(let path): kernel_unlink("\(path)")
            case .rename(let from, let to): kernel_rename("\(from)", "\(to)")
            case .link(let from, let to): kernel_link("\(from)", "\(to)")
            case .changeMode(let path, let mode): kernel_chmod("\(path)", UInt32(mode))
            case .changeOwner(let path, let uid, let gid, let follow):
                kernel_chown("\(path)", uid, gid, follow ? 1 : 0)
            case .setAttribute(let path, let name, let value, let follow):
                kernel_setxattr("\(path)", name, value, value.count, follow ? 1 : 0)
            case .removeAttribute(let path, let name, let follow):
                kernel_removexattr("\(path)", name, follow ? 1 : 0)
            case .setModified(let path, let time, let follow):
                kernel_set_modified("\(path)", time, follow ? 1 : 0)
            }
        }

        private static func makeNode(_ path: TreePath, _ item: Snapshot.Item) -> Int32 {
            let kind =
                switch item.kind {
                case .characterDevice: S_IFCHR
                case .blockDevice: S_IFBLK
                default: S_IFIFO
                }
            return kernel_mknod(
                "\(path)", UInt32(kind) | UInt32(item.attributes.mode), item.device.major,
                item.device.minor)
        }

        /// True for what cannot be asked of the kernel here, or what Lay leaves to its callers.
        var isLeftOut: Bool {
            switch self {
            case .write(let path, _), .writeAt(let path, _, _), .append(let path, _):
                // A fifo without a reader and a device on a `nodev` mount cannot be opened, whereas
                // Lay drops what is written to them.
                switch Kernel.kind("\(path)", follow: true) {
                case .fifo, .characterDevice, .blockDevice: true
                default: false
                }
            case .changeOwner(let path, let uid, let gid, let follow):
                // The kernel clears setuid also when the owner stays the same. Lay sees the
                // attributes before and after, which a `chown` to the same owner does not change.
                Kernel.stat("\(path)", follow: follow).map { $0.uid == uid && $0.gid == gid }
                    ?? false
            case .setAttribute(let path, let name, _, let follow),
                .removeAttribute(let path, let name, let follow):
                // Which kinds may have `user.*` attributes is a rule of Lay's callers.
                switch Kernel.kind("\(path)", follow: follow) {
                case .file, nil: false
                case .directory: name.hasPrefix("security.")
                default: !name.hasPrefix("trusted.")
                }
            default: false
            }
        }

        /// Does what `mv` does when a directory cannot be renamed: copies it and removes it.
        ///
        /// overlayfs refuses to rename a directory that is not wholly of the upper layer.
        static func moveByCopying(_ from: TreePath, to target: TreePath) throws {
            let copied = try Snapshot("\(from)")
            if Kernel.stat("\(target)") != nil {
                try Kernel.require(kernel_rmdir("\(target)"), "rmdir \(target)")
            }
            for path in copied.paths {
                guard let item = copied.items[path] else { continue }
                if item.first == path {
                    try item.make("\(target.appending(path))")
                } else {
                    try Kernel.require(
                        kernel_link(
                            "\(target.appending(item.first))", "\(target.appending(path))"), "link")
                }
            }
            for path in copied.paths.reversed() {
                let outcome =
                    copied.items[path]?.kind == .directory
                    ? kernel_rmdir("\(from.appending(path))")
                    : kernel_unlink("\(from.appending(path))")
                try Kernel.require(outcome, "remove \(path)")
            }
        }
    }
#endif
