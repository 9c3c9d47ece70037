package import LayArchive
public import LayImages
internal import Synchronization

/// The layer of a cached step: one that was made here, or one that a saved world reads when
/// somebody asks for it.
public final class CachedLayer: Sendable {
    private enum State: Sendable {
        case loaded(Layer)
        case stored(@Sendable () throws -> Layer)
    }

    private let state: Mutex<State>
    /// The digest of the uncompressed tar and what its record says, where it lies in a directory.
    package let record: LayerRecord?

    /// A layer that was made here.
    public init(_ layer: Layer) {
        state = Mutex(.loaded(layer))
        record = nil
    }

    /// A layer that lies in a directory.
    package init(_ record: LayerRecord, _ load: @escaping @Sendable () throws -> Layer) {
        state = Mutex(.stored(load))
        self.record = record
    }

    /// The layer.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` when it was damaged since it was saved;
    ///   `FileError`.
    public func layer() throws -> Layer {
        let current = state.withLock { $0 }
        switch current {
        case .loaded(let layer): return layer
        case .stored(let load):
            let layer = try load()
            state.withLock { $0 = .loaded(layer) }
            return layer
        }
    }

    /// The digest of the layer's tar, which needs no look at a stored one.
    package var diffID: Digest? {
        if let record { return record.diffID }
        if case .loaded(let layer) = state.withLock({ $0 }) { return try? layer.diffID() }
        return nil
    }
}
