internal import LayArchive
internal import LayFiles

/// What a world knows of the directory that it was opened from or saved to last, so that saving it
/// again reads and compresses only what is new.
struct SavedRecord: Sendable {
    /// The layer of a container or a volume, and the files it was made of.
    struct Contents: Sendable {
        let tree: FileTree
        let layer: Layer
    }

    /// The directory.
    var root: TreePath?
    /// Its blobs whose bytes are known to be those of their digest.
    var verified: Set<Digest> = []
    /// Its manifests that could not be read whole: they stay, since this world lacks them.
    var unreadable: Set<String> = []
    /// The gzip blobs of layers made here, by the digest of their tar.
    var compressed: [Digest: (digest: Digest, size: Int)] = [:]
    /// Layers whose index is there, by the digest of their blob.
    var layers: [Digest: LayerRecord] = [:]
    /// The layers of containers by id and of volumes by name.
    var containers: [String: Contents] = [:]
    var volumes: [String: Contents] = [:]
}
