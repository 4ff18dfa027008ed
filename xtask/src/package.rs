//! `cargo xtask package`: a .deb and an .rpm of both programs, from one tree of files, with the distributions' own tools.

mod check;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};

use crate::interface;
use crate::packages::{self, BUILD, HEADLESS, PACKAGE};
use crate::shell::{Done, built, command, holds, output, root, run, stage, target};

pub use check::check;

/// What the packages are called.
pub const NAME: &str = "galley";
const SUMMARY: &str = "The editorial desk of an online magazine";
const DESCRIPTION: &[&str] = &[
    "Writers submit drafts, editors edit and schedule them, managing editors review",
    "the queue, everyone sees the article in the house layout as readers will see it,",
    "and it goes out on time and is read back to make sure.",
    "This package holds the window (galley-desk) and the command galley, which is",
    "also the agent that publishes on time and the server for browsers.",
];

/// Both packages.
pub struct Packages {
    pub deb: PathBuf,
    pub rpm: PathBuf,
}

/// `package`: release builds, packaged and checked. `package --check`: the debug builds through the same path.
pub fn package(options: &[&str]) -> Done {
    let profile = match options {
        [] => "release",
        ["--check"] => "debug",
        _ => return Err(format!("There is no option {}; write cargo xtask package [--check].", options.join(" "))),
    };
    stage("set-up", || {
        packages::install(&[BUILD, HEADLESS, PACKAGE])?;
        interface::install()
    })?;
    stage("build", || {
        interface::build()?;
        let release: &[&str] = if profile == "release" { &["--release"] } else { &[] };
        run(command("cargo", &["build", "-p", "galley-desk", "-p", "cli"]).args(release))
    })?;
    stage("packages", || packaged_and_checked(profile))
}

/// Packages what is built in that profile, installs it into a folder, and runs it from there.
pub fn packaged_and_checked(profile: &str) -> Done {
    let missing: Vec<&str> =
        ["dpkg-deb", "dpkg-shlibdeps", "rpmbuild"].into_iter().filter(|tool| !holds(tool, &["--version"])).collect();
    if !missing.is_empty() {
        eprintln!("Skipped: packages are built on Debian or Ubuntu, and {} is not here.", missing.join(", "));
        return Ok(());
    }
    let packages = make(profile)?;
    eprintln!("   {}\n   {}", packages.deb.display(), packages.rpm.display());
    check(&packages)
}

fn make(profile: &str) -> Result<Packages, String> {
    let folder = target().join("package").join(profile);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{} cannot be emptied: {error}.", folder.display()))?;
    }
    let programs = [built(profile, "galley"), built(profile, "galley-desk")];
    Ok(Packages { deb: deb(&folder, &programs, profile)?, rpm: rpm(&folder, &programs, profile)? })
}

fn deb(folder: &Path, programs: &[PathBuf; 2], profile: &str) -> Result<PathBuf, String> {
    let files = folder.join("deb");
    tree::lay_out(&files, programs, tree::Kind::Deb)?;
    let architecture = output(&mut command("dpkg", &["--print-architecture"]))?.trim().to_owned();
    let control = format!(
        "Package: {NAME}\nVersion: {}\nArchitecture: {architecture}\nMaintainer: The Galley developers <galley@localhost>\n\
         Installed-Size: {}\nDepends: {}\nRecommends: fonts-dejavu-core\nSection: editors\nPriority: optional\n\
         Description: {SUMMARY}\n{}\n",
        version()?,
        tree::size(&files)? / 1024,
        depends(folder, programs)?,
        DESCRIPTION.iter().map(|line| format!(" {line}")).collect::<Vec<_>>().join("\n"),
    );
    write(&files.join("DEBIAN/control"), &control)?;
    let to = folder.join(format!("{NAME}_{}_{architecture}.deb", version()?));
    // What is only looked at once is packed quickly.
    let packed = if profile == "release" { ["-Zxz", "-z6"] } else { ["-Zgzip", "-z1"] };
    run(command("dpkg-deb", &["--root-owner-group"]).args(packed).arg("--build").arg(&files).arg(&to))?;
    Ok(to)
}

/// What the programs need at run time, by the names of this distribution: asked of the programs themselves.
fn depends(folder: &Path, programs: &[PathBuf; 2]) -> Result<String, String> {
    let scratch = folder.join("shlibdeps");
    write(&scratch.join("debian/control"), &format!("Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n"))?;
    let said = output(command("dpkg-shlibdeps", &["-O"]).args(programs).current_dir(&scratch))?;
    let depends = said.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    depends
        .map(|depends| depends.trim().to_owned())
        .ok_or_else(|| format!("dpkg-shlibdeps says no dependencies: {said}"))
}

fn rpm(folder: &Path, programs: &[PathBuf; 2], profile: &str) -> Result<PathBuf, String> {
    let files = folder.join("rpm");
    tree::lay_out(&files, programs, tree::Kind::Rpm)?;
    let list: String = tree::paths(&files)?.into_iter().map(|path| format!("\"/{path}\"\n")).collect();
    let packed = if profile == "release" { "w6.xzdio" } else { "w1.gzdio" };
    let spec = format!(
        "%global debug_package %{{nil}}\n%global __strip /bin/true\n%global __os_install_post %{{nil}}\n\
         %global _build_id_links none\n%global _binary_payload {packed}\n\
         Name: {NAME}\nVersion: {}\nRelease: 1\nSummary: {SUMMARY}\nLicense: MIT OR Apache-2.0\n\
         AutoReqProv: yes\n\n%description\n{}\n\n%prep\n%build\n%install\nmkdir -p %{{buildroot}}\ncp -a \"{}/.\" %{{buildroot}}/\n\n\
         %files\n%defattr(-,root,root)\n{list}",
        version()?,
        DESCRIPTION.join("\n"),
        files.display(),
    );
    let spec_file = folder.join("galley.spec");
    write(&spec_file, &spec)?;
    let top = folder.join("rpmbuild");
    run(command("rpmbuild", &["-bb", "--quiet"])
        .arg("--define")
        .arg(format!("_topdir {}", top.display()))
        .arg(&spec_file))?;
    let made = tree::paths(&top.join("RPMS"))?.into_iter().find(|path| path.ends_with(".rpm"));
    let made = top.join("RPMS").join(made.ok_or("rpmbuild made no package.")?);
    let to = folder.join(made.file_name().unwrap_or_default());
    fs::rename(&made, &to).map_err(|error| format!("{} cannot be moved: {error}.", made.display()))?;
    Ok(to)
}

/// The workspace's version.
fn version() -> Result<String, String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).map_err(|error| format!("Cargo.toml: {error}."))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    line.and_then(|rest| rest.split('"').next()).map(ToOwned::to_owned).ok_or("Cargo.toml names no version.".into())
}

fn write(path: &Path, text: &str) -> Done {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}
