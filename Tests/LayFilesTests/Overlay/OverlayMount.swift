#if os(Linux)
    import CKernel
    import Glibc
    import LayFiles

    /// Layers on a tmpfs of their own, stacked by the kernel's overlayfs.
    ///
    /// Everything happens on one thread with a mount namespace and a root directory of its own:
    ///
    ///     /mnt            a tmpfs that no other thread sees
    ///     /mnt/layer-N    the layers; the last one is the upper directory
    ///     /mnt/work-N     what overlayfs needs beside an upper directory
    ///     /mnt/merged     the view; operations run chrooted into it
    final class OverlayMount {
        static let merged = "/mnt/merged"
        private static let options = "index=off,redirect_dir=off,metacopy=off"

        private let root: Int32
        /// How many layers there are, the upper one included.
        private(set) var layers = 0
        private var isMounted = false
        private var checks = 0

        private init() throws {
            try Kernel.require(kernel_isolate_thread(), "unshare")
            try Kernel.require(kernel_mount("tmpfs", "/mnt", "mode=0755"), "mount a tmpfs")
            root = kernel_open_root()
            try Kernel.require(root, "open /")
            try Kernel.require(kernel_mkdir(Self.merged, 0o755), "mkdir")
            try addLayer()
            try addLayer()
        }

        private func close() {
            if isMounted { _ = kernel_unmount(Self.merged) }
            _ = kernel_unmount("/mnt")
            _ = kernel_close(root)
        }

        /// The directory that takes the changes.
        var upper: String { "/mnt/layer-\(layers - 1)" }

        /// Makes the upper directory the highest lower one, and starts an empty one over it.
        func addLayer() throws {
            let fresh = "/mnt/layer-\(layers)"
            try Kernel.require(kernel_mkdir(fresh, 0o755), "mkdir")
            if layers > 0 {
                // The root of an overlay is its upper directory, so an engine hands on attributes.
                let above = try Snapshot(isMounted ? Self.merged : upper)
                if isMounted { try Kernel.require(kernel_unmount(Self.merged), "umount") }
                if let root = above.items[.root] { try root.setAttributes(fresh) }
            }
            layers += 1
            if layers > 1 {
                try mount(upper, over: layers - 1, work: layers, at: Self.merged)
            }
            isMounted = layers > 1
        }

        private func mount(_ upper: String, over count: Int, work: Int, at target: String) throws {
            let work = "/mnt/work-\(work)"
            try Kernel.require(kernel_mkdir(work, 0o755), "mkdir")
            let lower = (0..<count).reversed().map { "/mnt/layer-\($0)" }
            let options =
                "lowerdir=\(lower.joined(separator: ":")),upperdir=\(upper),"
                + "workdir=\(work),\(Self.options)"
            try Kernel.require(kernel_mount("overlay", target, options), "mount \(options)")
        }

        /// Lets `body` act with the merged view as its root directory.
        func inside<Result>(_ body: () throws -> Result) throws -> Result {
            try Kernel.require(kernel_enter(Self.merged), "chroot")
            defer { _ = kernel_leave(root) }
            return try body()
        }

        /// What the kernel shows of the lowest `count` layers under an upper directory that `fill`
        /// makes.
        func view(over count: Int, fill: (String) throws -> Void) throws -> Snapshot {
            checks += 1
            let (upper, target) = ("/mnt/other-\(checks)", "/mnt/view-\(checks)")
            for path in [upper, target] { try Kernel.require(kernel_mkdir(path, 0o755), "mkdir") }
            try fill(upper)
            try mount(upper, over: count, work: 1000 + checks, at: target)
            defer { _ = kernel_unmount(target) }
            return try Snapshot(target)
        }

        // MARK: The thread

        /// Runs `body` on a thread of its own, with a mount that is gone afterwards.
        static func run<Result: Sendable>(
            _ body: @Sendable @escaping (OverlayMount) throws -> Result
        ) throws -> Result {
            let work = Work {
                let mount = try OverlayMount()
                defer { mount.close() }
                return try body(mount)
            }
            var thread = pthread_t()
            let start = pthread_create(
                &thread, nil,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                    return nil
                }, Unmanaged.passRetained(work).toOpaque())
            try Kernel.require(-start, "pthread_create")
            pthread_join(thread, nil)
            guard let result = try work.result?.get() as? Result else {
                throw OracleFailure("the thread gave nothing")
            }
            return result
        }

        /// What the thread does; read again only after it has ended.
        private final class Work: @unchecked Sendable {
            let body: () throws -> any Sendable
            var result: Swift.Result<any Sendable, any Error>?
            init(_ body: @escaping () throws -> any Sendable) { self.body = body }
            func run() { result = .init(catching: body) }
        }

        /// True when this process may mount overlays.
        static let isAvailable = (try? run { _ in true }) == true
    }
#endif
