//! What a reader's device is like: its width, its colours, its paper, whether it runs scripts.

use crate::browser::Browser;
use anyhow::Result;
use serde_json::json;
use std::path::Path;

/// The colours a reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// The value of `prefers-color-scheme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Browser {
    /// Shows pages as on a device this wide and high, in CSS pixels; under 600 it is a telephone.
    pub fn emulate_size(&self, width_px: u32, height_px: u32) -> Result<()> {
        let metrics = json!({ "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": width_px < 600 });
        self.command("Emulation.setDeviceMetricsOverride", &metrics)?;
        Ok(())
    }

    /// Shows pages to a reader who asks for these colours.
    pub fn emulate_scheme(&self, scheme: Scheme) -> Result<()> {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme.name() });
        self.command("Emulation.setEmulatedMedia", &json!({ "media": "", "features": [feature] }))?;
        Ok(())
    }

    /// Shows pages as they would be printed.
    pub fn emulate_print(&self) -> Result<()> {
        self.command("Emulation.setEmulatedMedia", &json!({ "media": "print", "features": [] }))?;
        Ok(())
    }

    /// Saves what pages offer for saving into this folder, without asking.
    pub fn keep_downloads(&self, folder: &Path) -> Result<()> {
        let behaviour = json!({ "behavior": "allow", "downloadPath": folder });
        self.command("Browser.setDownloadBehavior", &behaviour)?;
        Ok(())
    }

    /// Draws from one point of the window to another with the pointer held down, in CSS pixels.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let steps =
            [("mousePressed", from), ("mouseMoved", middle), ("mouseMoved", to), ("mouseReleased", to)];
        for (kind, (x, y)) in steps {
            let event =
                json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
            self.command("Input.dispatchMouseEvent", &event)?;
        }
        Ok(())
    }

    /// Runs no scripts on the pages opened from now on. [`Browser::execute`] goes on working.
    pub fn disable_scripts(&self) -> Result<()> {
        self.command("Emulation.setScriptExecutionDisabled", &json!({ "value": true }))?;
        Ok(())
    }
}
