internal import LayBounds
internal import LayImages

/// The names that volumes may have.
enum VolumeName {
    /// Refuses a name in Docker's words.
    static func check(_ name: String) throws(ImageError) {
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        }
        let bytes = Array(name.utf8)
        if bytes.count == 1 {
            throw .shortVolumeName(name)
        }
        let isValid =
            bytes.first.map(isAlphanumeric) == true
            && bytes.allSatisfy { isAlphanumeric($0) || [0x5f, 0x2e, 0x2d].contains($0) }
        if !isValid {
            throw .invalidVolumeName(name)
        }
    }
}
