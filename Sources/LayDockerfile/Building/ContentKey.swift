internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages

/// The digest of files as a build's cache tells them apart: names, kinds, contents, modes, owners,
/// links and attributes, and no times (moby/buildkit, cache/contenthash).
enum ContentKey {
    static func of(_ tree: FileTree) throws -> Digest {
        try CopyStep([.path("/")], to: "/").resolved(from: TreeOrigin(tree)).inputDigest {
            try $0.digest()
        }
    }
}
