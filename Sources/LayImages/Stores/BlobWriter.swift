package import LayArchive
internal import LayBounds
package import LayDisk
package import LayFiles

/// Writes blobs that are missing into an OCI image layout, and its `index.json` behind them.
package final class BlobWriter {
    /// The layout that they are written into.
    package let layout: Blobs
    private let staging: Staging
    /// Where blobs made here lie when the layout is only an archive to be; else they are written to
    /// where they belong.
    private let spool: Spool?
    private var staged: Set<Digest> = []
    private let isKnown: Bool
    /// Blobs of this directory whose bytes are known to be those of their digest.
    package private(set) var verified: Set<Digest>
    /// All blobs that were written or found.
    package private(set) var used: Set<Digest> = []
    /// The gzip blobs of layers made here, by the digest of their tar.
    package var compressed: [Digest: (digest: Digest, size: Int)]

    /// A place for blobs made here: files without names, or memory.
    package struct Spool {
        package let scratch: ScratchSpace?
    }

    package init(
        _ files: any FileSystem, _ root: TreePath, verified: Set<Digest> = [],
        compressed: [Digest: (digest: Digest, size: Int)] = [:], spool: Spool? = nil,
        limits: ArchiveLimits = ArchiveLimits()
    ) {
        layout = Blobs(files: files, root: root, limits: limits)
        self.spool = spool
        staging = Staging(files, root)
        self.verified = verified
        isKnown = !verified.isEmpty
        self.compressed = compressed
    }

    private var indexPath: TreePath { layout.root.appending(name: "index.json".utf8) }

    /// Makes the layout's directories and its version file.
    package func prepare() throws {
        let folder = layout.root.appending(name: "blobs".utf8)
        try layout.files.makeParents(of: layout.root)
        for path in [layout.root, folder, folder.appending(name: "sha256".utf8)] {
            try staging.makeDirectory(path)
            // One that a killed save made may be there and not be durable.
            if isKnown { continue }
            if path == layout.root {
                staging.touchOutside(path.parent)
            } else {
                staging.touch(path.parent)
            }
        }
        let marker = layout.root.appending(name: "oci-layout".utf8)
        if let found = try layout.files.find(marker), found.size > 0 {
            return
        }
        try staging.add(FileContents("{\"imageLayoutVersion\":\"1.0.0\"}"), at: marker)
    }

    /// True when the blob is there and whole, so that nothing has to be written.
    package func has(_ digest: Digest, size: Int) -> Bool {
        if staged.contains(digest) || used.contains(digest) { return true }
        let path = layout.path(digest)
        guard let found = try? layout.files.status(at: path, follow: true), found.kind == .file,
            found.size == size
        else { return false }
        if !verified.contains(digest) {
            guard (try? Digest.of(layout.read(digest, for: ""))) == digest else { return false }
            staging.settle(path)
            verified.insert(digest)
        }
        used.insert(digest)
        return true
    }

    package func write(_ bytes: FileContents, _ digest: Digest) throws {
        if has(digest, size: bytes.count) { return }
        try TransferProgress.current?.advance(bytes: bytes.count)
        try staging.add(bytes, at: layout.path(digest))
        staged.insert(digest)
        used.insert(digest)
    }

    /// Writes a blob whose digest is found on the way.
    ///
    /// - Parameter name: tells it from others that are written at the same time.
    func write(_ name: String, _ body: (any ByteSink) throws -> Void) throws -> (
        digest: Digest, size: Int
    ) {
        if let spool {
            let file = try SpoolSink(spool.scratch)
            let hash = DigestSink(to: ProgressSink(to: file))
            try body(hash)
            let bytes = try file.finish()
            let digest = hash.finish()
            try write(FileContents(bytes, offset: 0, count: bytes.count), digest)
            return (digest, bytes.count)
        }
        let file = try staging.open(name.utf8)
        do {
            let hash = DigestSink(to: ProgressSink(to: file.sink))
            try body(hash)
            let size = hash.count
            let digest = hash.finish()
            if has(digest, size: size) {
                staging.discard(file)
            } else {
                try staging.add(file, at: layout.path(digest))
                staged.insert(digest)
                used.insert(digest)
            }
            return (digest, size)
        } catch {
            staging.discard(file)
            throw error
        }
    }

    package func write(_ bytes: [UInt8]) throws -> Digest {
        let digest = Digest.of(bytes)
        try write(FileContents(bytes), digest)
        return digest
    }

    /// Makes all blobs durable and then lets `index.json` name them.
    ///
    /// An index that is as it was is not written.
    ///
    /// - Parameter former: the index whose other fields stay.
    package func commit(_ manifests: [JSONValue], over former: JSONObject? = nil) throws {
        var index = former ?? JSONObject()
        index["schemaVersion"] = .int(2)
        index["mediaType"] = .string(MediaType.index)
        index["manifests"] = .array(manifests)
        let bytes = Array(JSONValue.object(index).text().utf8)
        // Nobody could open it again.
        if bytes.count > layout.limits.jsonBytes {
            throw ArchiveError.largeIndex(of: manifests.count, bytes.count)
        }
        if case .file(let old)? = try? layout.files.entry(at: indexPath, follow: true).node.body,
            try old.bytes() == bytes
        {
            try staging.commit()
            verified.formUnion(staged)
            // It may be there since a save that failed to make it durable.
            if !isKnown {
                staging.settle(indexPath)
                try staging.commit()
            }
            return
        }
        try staging.commit(last: (FileContents(bytes), indexPath))
        verified.formUnion(staged)
    }

    /// Takes back what was written and not committed.
    package func discard() { staging.discard() }
}
