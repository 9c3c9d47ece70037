extension FileSystem {
    /// Sets the mode.
    ///
    /// - Throws: `FileError`.
    public func changeMode(of path: TreePath, to mode: UInt16) throws(FileError) {
        try setAttributes(of: path, follow: true) { $0.mode = mode }
    }

    /// Sets owner and group; what the text does not name stays.
    ///
    /// - Throws: `OperationError` for an owner that `/etc/passwd` does not know; `FileError`.
    public func changeOwner(of path: TreePath, to owner: String) throws {
        try changeOwner(of: path, to: try Ownership(owner, self))
    }

    /// Sets owner and group; what is not named stays.
    ///
    /// - Throws: `FileError`.
    public func changeOwner(
        of path: TreePath, to owner: Ownership, follow: Bool = true
    ) throws(FileError) {
        try setAttributes(of: path, follow: follow) { attributes in
            attributes.uid = owner.uid ?? attributes.uid
            attributes.gid = owner.gid ?? attributes.gid
        }
    }

    /// Sets an extended attribute, or takes it away without a value.
    ///
    /// - Throws: `FileError`.
    public func setExtendedAttribute(_ name: [UInt8], to value: [UInt8]?, of path: TreePath)
        throws(FileError)
    {
        try FileError.admit(value?.count ?? 0)
        try setAttributes(of: path, follow: true) { $0.setExtended(name, to: value) }
    }

    /// Gives a file that was written an owner, whose group comes along, and then its mode: a change
    /// of owner clears setuid and setgid.
    func setOwner(_ owner: Ownership?, mode: UInt16?, of path: TreePath) throws(FileError) {
        if let owner {
            try setAttributes(of: path, follow: true) { attributes in
                attributes.uid = owner.uid ?? attributes.uid
                attributes.gid = owner.gid ?? owner.loginGroup ?? attributes.gid
            }
        }
        if let mode { try changeMode(of: path, to: mode) }
    }
}
