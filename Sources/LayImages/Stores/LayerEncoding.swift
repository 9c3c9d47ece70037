public import LayArchive
internal import LayBounds
internal import LayFiles

/// How layers become blobs.
///
/// A layer that came in goes out as it is. BuildKit's `compression`, `compression-level` and
/// `force-compression` mean the same.
public struct LayerEncoding: Sendable {
    /// How the blobs of layers made here are compressed.
    public let compression: Compression
    /// The level that was asked for.
    public let level: Int?
    /// True when layers that came in are to be so as well.
    public let isForced: Bool

    /// Gzip at its usual level, and what came in as it is.
    public static let standard = LayerEncoding()

    private init() {
        compression = .gzip
        level = nil
        isForced = false
    }

    /// An encoding, gzip unless another is named.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a name or a level that is none.
    public init(compression name: String?, level: Int? = nil, isForced: Bool = false)
        throws(ImageError)
    {
        compression = try Compression(named: name ?? "gzip")
        self.level = try compression.checked(level)
        self.isForced = isForced
    }

    /// True for a blob that goes out as it is.
    func keeps(_ blob: Layer.Blob) -> Bool {
        !isForced || (blob.compression == compression && (level == nil || compression == .none))
    }

    /// Writes the blob of a layer made here.
    func write(_ layer: Layer, to sink: any ByteSink) throws {
        let compressor = CompressingSink(to: sink, compression, level: level)
        try layer.write(to: compressor)
        try compressor.finish()
    }

    /// The blob that a layer has, or that it is written as.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of a layer made here, which is compressed for it.
    public func blob(of layer: Layer) throws -> (digest: Digest, size: Int) {
        if let blob = layer.blob, keeps(blob) { return (blob.digest, blob.source.count) }
        let sink = DigestSink()
        try write(layer, to: sink)
        let size = sink.count
        return (sink.finish(), size)
    }

    /// The descriptor's media type of a layer's blob.
    func mediaType(of layer: Layer) -> String {
        if let blob = layer.blob, keeps(blob) { return MediaType.layer(blob.compression) }
        return MediaType.layer(compression)
    }
}

extension Compression {
    /// The compression of a name.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    public init(named name: String) throws(ImageError) {
        guard let compression = Compression(rawValue: name) else {
            throw .noCompression(name)
        }
        self = compression
    }

    /// The level, if there is such a one.
    ///
    /// - Throws: `ImageError` of kind `ValueError` that names the levels there are.
    public func checked(_ level: Int?) throws(ImageError) -> Int? {
        guard let level else { return nil }
        if self == .none {
            throw .levelOfNothing(level)
        }
        if levels.contains(level) { return level }
        throw .noLevel(level, of: self)
    }
}
