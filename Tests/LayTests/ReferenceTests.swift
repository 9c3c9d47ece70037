import LayBounds
import LayImages
import Testing

/// Names of images: each row was computed with distribution/reference 0.6 and measured with
/// skopeo where its older grammar agrees.
@Suite struct ReferenceTests {
    private static func many(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    struct Row: Sendable {
        let text: String
        let full: String
        let familiar: String

        init(_ text: String, _ full: String, _ familiar: String) {
            (self.text, self.full, self.familiar) = (text, full, familiar)
        }
    }

    static let valid: [Row] = [
        Row("app", "docker.io/library/app:latest", "app:latest"),
        Row("app:latest", "docker.io/library/app:latest", "app:latest"),
        Row("app:1.0", "docker.io/library/app:1.0", "app:1.0"),
        Row("library/app", "docker.io/library/app:latest", "app:latest"),
        Row("docker.io/app", "docker.io/library/app:latest", "app:latest"),
        Row("docker.io/library/app", "docker.io/library/app:latest", "app:latest"),
        Row("index.docker.io/app", "docker.io/library/app:latest", "app:latest"),
        Row("index.docker.io/library/app:v1", "docker.io/library/app:v1", "app:v1"),
        Row(
            "registry-1.docker.io/app",
            "registry-1.docker.io/app:latest",
            "registry-1.docker.io/app:latest"),
        Row("user/app", "docker.io/user/app:latest", "user/app:latest"),
        Row("user/app:tag", "docker.io/user/app:tag", "user/app:tag"),
        Row("a/b/c", "docker.io/a/b/c:latest", "a/b/c:latest"),
        Row("a/b/c/d:e", "docker.io/a/b/c/d:e", "a/b/c/d:e"),
        Row("localhost/app", "localhost/app:latest", "localhost/app:latest"),
        Row("localhost", "docker.io/library/localhost:latest", "localhost:latest"),
        Row("localhost:5000", "docker.io/library/localhost:5000", "localhost:5000"),
        Row("localhost:5000/app", "localhost:5000/app:latest", "localhost:5000/app:latest"),
        Row("localhost:5000/app:v", "localhost:5000/app:v", "localhost:5000/app:v"),
        Row("localhost:5000/a/b", "localhost:5000/a/b:latest", "localhost:5000/a/b:latest"),
        Row("myhost/app", "docker.io/myhost/app:latest", "myhost/app:latest"),
        Row("myhost:5000/app", "myhost:5000/app:latest", "myhost:5000/app:latest"),
        Row("my-host.local/app", "my-host.local/app:latest", "my-host.local/app:latest"),
        Row("my_host/app", "docker.io/my_host/app:latest", "my_host/app:latest"),
        Row("my_host.com/app", "my_host.com/app:latest", "my_host.com/app:latest"),
        Row("reg.example.com/app", "reg.example.com/app:latest", "reg.example.com/app:latest"),
        Row("reg.example.com:443/app:1", "reg.example.com:443/app:1", "reg.example.com:443/app:1"),
        Row("REG.EXAMPLE.com/app", "REG.EXAMPLE.com/app:latest", "REG.EXAMPLE.com/app:latest"),
        Row("Reg/app", "Reg/app:latest", "Reg/app:latest"),
        Row("127.0.0.1/app", "127.0.0.1/app:latest", "127.0.0.1/app:latest"),
        Row("127.0.0.1:5000/app", "127.0.0.1:5000/app:latest", "127.0.0.1:5000/app:latest"),
        Row("[::1]/app", "[::1]/app:latest", "[::1]/app:latest"),
        Row("[::1]:5000/app:t", "[::1]:5000/app:t", "[::1]:5000/app:t"),
        Row(
            "app@sha256:\(many("a", 64))",
            "docker.io/library/app@sha256:\(many("a", 64))",
            "app@sha256:\(many("a", 64))"),
        Row(
            "app:1@sha256:\(many("a", 64))",
            "docker.io/library/app:1@sha256:\(many("a", 64))",
            "app:1@sha256:\(many("a", 64))"),
        Row(
            "app@sha512:\(many("a", 128))",
            "docker.io/library/app@sha512:\(many("a", 128))",
            "app@sha512:\(many("a", 128))"),
        Row(
            "\(many("a", 63))",
            "docker.io/library/\(many("a", 63)):latest",
            "\(many("a", 63)):latest"),
        Row(
            "\(many("a", 65))",
            "docker.io/library/\(many("a", 65)):latest",
            "\(many("a", 65)):latest"),
        Row(
            "sha256:\(many("a", 64))",
            "docker.io/library/sha256:\(many("a", 64))",
            "sha256:\(many("a", 64))"),
        Row("deadbeef", "docker.io/library/deadbeef:latest", "deadbeef:latest"),
        Row("USER/app", "USER/app:latest", "USER/app:latest"),
        Row("Library/app", "Library/app:latest", "Library/app:latest"),
        Row("app:TAG", "docker.io/library/app:TAG", "app:TAG"),
        Row("app:Tag_1.2-3", "docker.io/library/app:Tag_1.2-3", "app:Tag_1.2-3"),
        Row("app:_x", "docker.io/library/app:_x", "app:_x"),
        Row("a.b", "docker.io/library/a.b:latest", "a.b:latest"),
        Row("a_b", "docker.io/library/a_b:latest", "a_b:latest"),
        Row("a__b", "docker.io/library/a__b:latest", "a__b:latest"),
        Row("a-b", "docker.io/library/a-b:latest", "a-b:latest"),
        Row("a--b", "docker.io/library/a--b:latest", "a--b:latest"),
        Row("a---b", "docker.io/library/a---b:latest", "a---b:latest"),
        Row("9app", "docker.io/library/9app:latest", "9app:latest"),
        Row("123", "docker.io/library/123:latest", "123:latest"),
        Row("1.2", "docker.io/library/1.2:latest", "1.2:latest"),
        Row(
            "app:\(many("t", 128))",
            "docker.io/library/app:\(many("t", 128))",
            "app:\(many("t", 128))"),
        Row(
            "\(many("a", 247))",
            "docker.io/library/\(many("a", 247)):latest",
            "\(many("a", 247)):latest"),
        Row(
            "x.io/\(many("a", 255))",
            "x.io/\(many("a", 255)):latest",
            "x.io/\(many("a", 255)):latest"),
        Row("reg.io:5000", "docker.io/library/reg.io:5000", "reg.io:5000"),
        Row("scratch", "docker.io/library/scratch:latest", "scratch:latest"),
        Row("none", "docker.io/library/none:latest", "none:latest"),
        Row(
            "host.com/a:b@sha256:\(many("a", 64))",
            "host.com/a:b@sha256:\(many("a", 64))",
            "host.com/a:b@sha256:\(many("a", 64))"),
        Row("app:0", "docker.io/library/app:0", "app:0"),
        Row("app:latest-", "docker.io/library/app:latest-", "app:latest-"),
        Row("0/0", "docker.io/0/0:latest", "0/0:latest"),
        Row("xn--n3h.com/app", "xn--n3h.com/app:latest", "xn--n3h.com/app:latest"),
        Row("a.b.c", "docker.io/library/a.b.c:latest", "a.b.c:latest"),
        Row("a.b/c", "a.b/c:latest", "a.b/c:latest"),
    ]

    static let invalid: [(text: String, reason: String)] = [
        ("-host.com/app", "invalid reference format"),
        ("host-.com/app", "invalid reference format"),
        ("[fe80::1%eth0]/app", "invalid reference format"),
        ("::1/app", "invalid reference format"),
        ("app:", "invalid reference format"),
        ("app:@", "invalid reference format"),
        ("app::x", "invalid reference format"),
        ("app:a:b", "invalid reference format"),
        (":tag", "invalid reference format"),
        ("@sha256:\(many("a", 64))", "invalid reference format"),
        ("app@sha256:abc", "invalid reference format"),
        ("app@sha256:\(many("A", 64))", "invalid checksum digest format"),
        ("app@sha256:\(many("a", 63))", "invalid checksum digest length"),
        ("app@md5:\(many("a", 32))", "unsupported digest algorithm"),
        ("app@sha256:\(many("a", 64)):tag", "invalid reference format"),
        ("app@sha256:\(many("a", 64))@sha256:\(many("a", 64))", "invalid reference format"),
        (
            "\(many("a", 64))",
            "invalid repository name (\(many("a", 64))), cannot specify 64-byte hexadecimal strings"
        ),
        ("App", "invalid reference format: repository name (library/App) must be lowercase"),
        ("APP:latest", "invalid reference format: repository name (library/APP) must be lowercase"),
        ("user/App", "invalid reference format: repository name (user/App) must be lowercase"),
        ("app:.x", "invalid reference format"),
        ("app:-x", "invalid reference format"),
        ("app:x ", "invalid reference format"),
        ("app: x", "invalid reference format"),
        (" app", "invalid reference format"),
        ("app ", "invalid reference format"),
        ("", "invalid reference format"),
        ("/", "invalid reference format"),
        ("/app", "invalid reference format"),
        ("app/", "invalid reference format"),
        ("a//b", "invalid reference format"),
        ("./app", "invalid reference format"),
        ("../app", "invalid reference format"),
        (".app", "invalid reference format"),
        ("app.", "invalid reference format"),
        ("a..b", "invalid reference format"),
        ("a___b", "invalid reference format"),
        ("-app", "invalid reference format"),
        ("app-", "invalid reference format"),
        ("_app", "invalid reference format"),
        ("app_", "invalid reference format"),
        ("a._b", "invalid reference format"),
        ("a-_b", "invalid reference format"),
        ("a.-b", "invalid reference format"),
        ("a@b", "invalid reference format"),
        ("a+b", "invalid reference format"),
        ("a~b", "invalid reference format"),
        ("a$b", "invalid reference format"),
        ("é", "invalid reference format"),
        ("app:é", "invalid reference format"),
        ("a\nb", "invalid reference format"),
        ("app:\(many("t", 129))", "invalid reference format"),
        ("\(many("a", 255))", "repository name must not be more than 255 characters"),
        ("\(many("a", 248))", "repository name must not be more than 255 characters"),
        ("x.io/\(many("a", 256))", "repository name must not be more than 255 characters"),
        ("http://reg.io/app", "invalid reference format"),
        ("https://reg.io/app", "invalid reference format"),
        ("docker://app", "invalid reference format"),
        ("reg.io:port/app", "invalid reference format"),
        ("reg.io:/app", "invalid reference format"),
        ("reg.io/app:5000/x", "invalid reference format"),
        ("<none>", "invalid reference format"),
        ("<none>:<none>", "invalid reference format"),
        ("a/b:c/d", "invalid reference format"),
        ("a:1:2/b", "invalid reference format"),
    ]

    @Test(arguments: valid)
    func `a name is brought into its full form`(row: Row) throws {
        let reference = try Reference(row.text)
        #expect(reference.description == row.full)
        #expect(reference.familiar == row.familiar)
        #expect(try Reference(row.full) == reference)
        #expect(try Reference(row.familiar) == reference)
    }

    @Test(arguments: invalid)
    func `what is no name is refused in Docker's words`(text: String, reason: String) {
        let error = #expect(throws: ImageError.self) { try Reference(text) }
        #expect(error?.kind == .valueError)
        #expect(error?.message == "\"\(text)\" is not a valid repository/tag: \(reason)")
    }
}
