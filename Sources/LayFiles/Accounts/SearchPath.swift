/// Where programs are looked for.
public enum SearchPath {
    /// What Docker sets as PATH where neither the image nor the call does (moby, oci/defaults).
    public static let standard = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}
