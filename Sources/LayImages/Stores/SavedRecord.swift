package import LayArchive
package import LayFiles

/// What a world knows of the directory that it was opened from or saved to last, so that saving it
/// again reads and compresses only what is new.
package struct SavedRecord: Sendable {
    /// The layer of a container or a volume, and the files it was made of.
    package struct Contents: Sendable {
        package let tree: FileTree
        package let layer: Layer

        package init(tree: FileTree, layer: Layer) {
            self.tree = tree
            self.layer = layer
        }
    }

    /// The directory.
    package var root: TreePath?
    /// Its blobs whose bytes are known to be those of their digest.
    package var verified: Set<Digest> = []
    /// Its manifests that could not be read whole: they stay, since this world lacks them.
    package var unreadable: Set<String> = []
    /// The gzip blobs of layers made here, by the digest of their tar.
    package var compressed: [Digest: (digest: Digest, size: Int)] = [:]
    /// Layers whose index is there, by the digest of their blob.
    package var layers: [Digest: LayerRecord] = [:]
    /// The layers of containers by id and of volumes by name.
    package var containers: [String: Contents] = [:]
    package var volumes: [String: Contents] = [:]

    /// Nothing known.
    package init() {}
}
